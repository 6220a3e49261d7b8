"""What the present holdouts can show, told before anything is trained."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from retrain.decision.power import detectable_difference, detectable_drop, effective_rows, needed_rows
from retrain.judge.holdout_counts import Counts, Prospects
from retrain.ml_configuration.checks import Comparing, Metric, NonInferiority, NoRegression, Per
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import Split

POWER, EVEN = 0.8, 0.5
GAIN, LOSS = "a gain of {:.2f} points", "a loss below {:.2f} points"
HEAD = ("check", "split", "rows", "needed", "for", "these rows show")

Line = tuple[str, ...]


class _Question(NamedTuple):
    alpha: float
    difference: float
    words: str


def what_can_be_shown(policy: DecisionPolicy, prospects: Prospects, gain: float) -> str:
    """What each check needs and what the present rows can show, which labels are blind, and which looks are left.

    Brier scores and limits are not foreseen. A score that counts every label alike needs more rows
    where some are rare.

    Args:
        policy: the checks.
        prospects: the rows and looks that there are.
        gain: in units of the score: what a superiority check is wished to show.
    """
    foreseen = (one for one in policy.checks if isinstance(one, Comparing) and one.metric is not Metric.BRIER)
    lines = [line for check in foreseen for line in _lines(check, policy, prospects, gain)]
    by_label = (one for one in policy.checks if isinstance(one, NoRegression) and one.per is Per.LABEL)
    blocks = [
        f"With a power of {POWER:.0%}, where one model alone is right on {policy.discordance:.0%} of the rows:",
        *_aligned([HEAD, *lines]),
        *(line for check in by_label for line in _drops(check, policy, prospects.rows[check.split])),
        f"Looks: {prospects.looks} of {policy.max_looks} at the seal; "
        f"models at this recent window: {prospects.judged}; the next is held to alpha / {prospects.judged + 1}.",
        f"One model is judged on {len(policy.windows)} windows, with these shares of alpha: {_listed(policy.windows)}.",
    ]
    return "\n".join(blocks)


def _lines(check: Comparing, policy: DecisionPolicy, prospects: Prospects, gain: float) -> list[Line]:
    counts = prospects.rows[check.split]
    if isinstance(check, NonInferiority):
        question = _Question(check.alpha, check.margin, LOSS)
    else:
        question = _Question(policy.level(check, 1, prospects.judged + 1), gain, GAIN)
    if not check.labels:
        return [_of_all(check, policy, question, counts)]
    return [_of_label(check, policy, question, label, counts.get(label, 0)) for label in check.labels]


def _of_all(check: Comparing, policy: DecisionPolicy, question: _Question, counts: Counts) -> Line:
    rows, least = sum(counts.values()), policy.min_rows.of(check.split)
    effective = effective_rows(counts.values()) if check.metric is Metric.MACRO_F1 else float(rows)
    needed = needed_rows(question.difference, question.alpha, POWER, policy.discordance)
    shown = detectable_difference(int(effective), question.alpha, POWER, policy.discordance)
    return (
        check.id,
        check.split.value,
        str(rows),
        str(max(ceil(needed * rows / effective) if rows else needed, least)),
        question.words.format(100 * question.difference),
        question.words.format(100 * shown) if rows >= least else f"nothing: fewer than {least} rows are blind",
    )


def _of_label(check: Comparing, policy: DecisionPolicy, question: _Question, label: str, rows: int) -> Line:
    """The recall of one label; of the sealed rows it is only told whether they are enough."""
    needed = needed_rows(question.difference, question.alpha, POWER, policy.discordance)
    blind = rows < needed_rows(question.difference, question.alpha, EVEN, policy.discordance)
    shown = question.words.format(100 * detectable_difference(rows, question.alpha, POWER, policy.discordance))
    enough = f"{'>=' if rows >= needed else '<'} {needed}"
    sealed = check.split is Split.SEALED
    return (
        f"{check.id} {label}",
        check.split.value,
        enough if sealed else str(rows),
        str(needed),
        question.words.format(100 * question.difference),
        "blind" if blind else enough if sealed else shown,
    )


def _drops(check: NoRegression, policy: DecisionPolicy, counts: Counts) -> list[str]:
    """The least drop of each label's recall that is shown, the largest first; of sealed rows the blind labels alone.

    The level is that of the strictest test of the family: Holm's first, of recall and false
    positives of every label.
    """
    level = check.alpha / (2 * max(len(counts), 1))
    drops = {label: detectable_drop(rows, level, POWER) for label, rows in counts.items()}
    order = sorted(drops, key=lambda label: (-drops[label], label))
    blind = [label for label in order if drops[label] > policy.blind_above]
    if check.split is Split.SEALED:
        return [f"{check.id}: blind labels of the sealed rows: {_listed(blind) or 'none'}"]
    words = {label: ("blind" if label in blind else "") for label in order}
    table: list[Line] = [(one, str(counts[one]), f"{100 * drops[one]:.0f} points", words[one]) for one in order]
    return [f"{check.id}: the least drop of a label's recall that the recent rows show", *_aligned(table)]


def _aligned(table: list[Line]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  " + "  ".join(map(str.ljust, line, widths)).rstrip() for line in table]


def _listed(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))
