"""Power analysis of the current holdouts, before anything is trained."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from retrain.decision.power import detectable_difference, detectable_drop, effective_rows, needed_rows
from retrain.judge.holdout_counts import Counts, holdout_label_counts
from retrain.judge.holdout_evaluations import count_evaluations, models_evaluated_on, recent_digest
from retrain.judge.judge_run import current_seal
from retrain.ml_configuration import Task
from retrain.ml_configuration.checks import Metric, NonInferiority, NoRegression, Per, ScoreCheck
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import Split, Verdict

POWER = 0.8
EVEN_POWER = 0.5
GAIN = "a gain of {:.2f} points"
LOSS = "a loss below {:.2f} points"
HEAD = ("check", "split", "rows", "needed", "for", "these rows show")

Line = tuple[str, ...]


@dataclass(frozen=True)
class HoldoutCounts:
    """The size of the holdouts, and how often they were used.

    Attributes:
        rows: number of rows of each label, by holdout.
        evaluations: number of models evaluated on the current sealed test set.
        recent_models: number of models evaluated on the current `recent` window.
    """

    rows: Mapping[Split, Counts]
    evaluations: int
    recent_models: int


def read_holdout_counts(task: Task) -> HoldoutCounts:
    """The counts of the current splits, and of the registered evaluations.

    Raises:
        InputError: the split stage has not run.
    """
    rows = holdout_label_counts(task)
    return HoldoutCounts(rows, count_evaluations(current_seal()), len(models_evaluated_on(recent_digest())))


class _Target(NamedTuple):
    """The difference that a check has to detect, its error rate, and the words for it."""

    alpha: float
    difference: float
    words: str


def power_report(policy: DecisionPolicy, holdouts: HoldoutCounts, gain: float) -> str:
    """The rows that each check needs and what the present rows can show, as text.

    Brier scores and `at_most` checks are not covered. A score that weights every label alike needs
    more rows where some labels are rare.

    Args:
        policy: the checks.
        holdouts: the present rows and evaluations.
        gain: the gain to plan superiority checks for, in units of the score.
    """
    table: list[Line] = [HEAD]
    drops: list[str] = []
    for check in policy.checks:
        if isinstance(check, ScoreCheck) and check.metric is not Metric.BRIER:
            table += _check_lines(check, policy, holdouts, gain)
        elif isinstance(check, NoRegression) and check.per is Per.LABEL:
            drops += _drop_lines(check, policy, holdouts.rows[check.split])
    models = holdouts.recent_models
    lines = [
        f"With a power of {POWER:.0%}, where exactly one model is right on {policy.discordance:.0%} of the rows:",
        *_aligned(table),
        *drops,
        f"Evaluations: {holdouts.evaluations} of {policy.max_evaluations} on the sealed test set; "
        f"{models} on this recent window; the next one there is tested at alpha / {models + 1}.",
        f"One model is evaluated on at most {len(policy.windows)} windows, "
        f"with these shares of alpha: {_listed(policy.windows)}.",
    ]
    return "\n".join(lines)


def _check_lines(check: ScoreCheck, policy: DecisionPolicy, holdouts: HoldoutCounts, gain: float) -> list[Line]:
    counts = holdouts.rows[check.split]
    if isinstance(check, NonInferiority):
        target = _Target(check.alpha, check.margin, LOSS)
    else:
        target = _Target(policy.level(check, 1, holdouts.recent_models + 1), gain, GAIN)
    if not check.labels:
        return [_overall_line(check, policy, target, counts)]
    return [_label_line(check, policy, target, label, counts.get(label, 0)) for label in check.labels]


def _overall_line(check: ScoreCheck, policy: DecisionPolicy, target: _Target, counts: Counts) -> Line:
    rows = sum(counts.values())
    min_rows = policy.min_rows.of(check.split)
    effective = effective_rows(counts.values()) if check.metric is Metric.MACRO_F1 else float(rows)
    needed = needed_rows(target.difference, target.alpha, POWER, policy.discordance)
    needed_in_all = ceil(needed * rows / effective) if rows else needed
    detectable = detectable_difference(int(effective), target.alpha, POWER, policy.discordance)
    shown = target.words.format(100 * detectable)
    return (
        check.id,
        check.split.value,
        str(rows),
        str(max(needed_in_all, min_rows)),
        target.words.format(100 * target.difference),
        shown if rows >= min_rows else f"nothing: fewer than {min_rows} rows are underpowered",
    )


def _label_line(check: ScoreCheck, policy: DecisionPolicy, target: _Target, label: str, rows: int) -> Line:
    """The recall of one label; for the sealed test set only whether its rows are enough."""
    needed = needed_rows(target.difference, target.alpha, POWER, policy.discordance)
    least = needed_rows(target.difference, target.alpha, EVEN_POWER, policy.discordance)
    detectable = detectable_difference(rows, target.alpha, POWER, policy.discordance)
    shown = target.words.format(100 * detectable)
    enough = f"{'>=' if rows >= needed else '<'} {needed}"
    if check.split is Split.SEALED:
        shown = enough
    return (
        f"{check.id} {label}",
        check.split.value,
        enough if check.split is Split.SEALED else str(rows),
        str(needed),
        target.words.format(100 * target.difference),
        Verdict.UNDERPOWERED.value if rows < least else shown,
    )


def _drop_lines(check: NoRegression, policy: DecisionPolicy, counts: Counts) -> list[str]:
    """The smallest detectable drop of each label's recall; for sealed rows names only.

    The error rate is that of the strictest test of the family: the first of Holm's, over recall and
    false positives of every label.
    """
    level = check.alpha / (2 * max(len(counts), 1))
    drops = {label: detectable_drop(rows, level, POWER) for label, rows in counts.items()}
    order = sorted(drops, key=lambda label: (-drops[label], label))
    underpowered = [label for label in order if drops[label] > policy.underpowered_above]
    if check.split is Split.SEALED:
        names = _listed(underpowered) or "none"
        return [f"{check.id}: underpowered labels of the sealed test set: {names}"]
    table: list[Line] = []
    for label in order:
        mark = Verdict.UNDERPOWERED.value if label in underpowered else ""
        table.append((label, str(counts[label]), f"{100 * drops[label]:.0f} points", mark))
    return [f"{check.id}: the smallest drop of a label's recall that the recent rows show", *_aligned(table)]


def _aligned(table: list[Line]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  " + "  ".join(map(str.ljust, line, widths)).rstrip() for line in table]


def _listed(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))
