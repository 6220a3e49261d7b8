"""What got worse: exact one-sided tests for every label or slice, adjusted for their number."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from retrain.decision.clusters import Groups, group_codes
from retrain.decision.paired_counts import PairedCounts

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_Test = tuple[str, "What", int, int]


class What(StrEnum):
    """What of a label or a slice."""

    RECALL = "recall"
    FALSE_POSITIVES = "false positives"
    ACCURACY = "accuracy"


@dataclass(frozen=True)
class Regression:
    """How a label or a slice fared.

    Attributes:
        name: the label, or the column and its value.
        what: of it.
        worse: rows, or groups, that got worse.
        better: rows, or groups, that got better.
        adjusted: the p-value that it got worse, adjusted for the number of tests (Holm 1979).
    """

    name: str
    what: What
    worse: int
    better: int
    adjusted: float


def exact_mcnemar(worse: int, better: int) -> float:
    """The one-sided p-value that something got worse, exact: McNemar's test (1947).

    Of what changed, each falls to either side with probability 1/2 if nothing got worse.
    """
    return float(special.bdtrc(worse - 1, worse + better, 0.5))


def mcnemar_test(counts: PairedCounts) -> float:
    """The one-sided p-value that the retrained model is right more often: McNemar's test, exact.

    It is the paired randomisation test of accuracy in closed form. Where rows belong to groups,
    each group counts once, by what most of its changed rows did: the sign test.
    """
    gained = counts.retrained_right.astype(np.float64) - counts.legacy_right
    fixed, broken = counts.sides(gained)
    return exact_mcnemar(fixed, broken)


def relative_negative_flips(counts: PairedCounts) -> float:
    """Rows that only the legacy model answers right, relative to as many as two independent models would give.

    The negative flip rate over legacy accuracy * retrained error (Yan et al. 2021); 0 where that is
    0.
    """
    rows = max(counts.rows, 1)
    flips = counts.count(counts.legacy_right & ~counts.retrained_right) / rows
    independent = counts.count(counts.legacy_right) * counts.count(~counts.retrained_right) / rows**2
    return flips / independent if independent else 0.0


def holm(p_values: Floats) -> Floats:
    """P-values adjusted so that one below alpha errs, all of them together, in at most alpha (Holm 1979), (tests,)."""
    order, number = np.argsort(p_values), len(p_values)
    stepped = np.maximum.accumulate((number - np.arange(number)) * p_values[order])
    adjusted = np.empty(number)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def label_regressions(counts: PairedCounts) -> tuple[Regression, ...]:
    """Two tests a label that occurs in the truth: rows of it that are missed, and rows that are wrongly given to it."""
    occurring = [code for code in range(len(counts.labels)) if (counts.truth == code).any()]
    lost = counts.legacy_right.astype(np.float64) - counts.retrained_right
    taken = [
        (counts.truth != code) * ((counts.retrained == code) * 1.0 - (counts.legacy == code)) for code in occurring
    ]
    changes = [(What.RECALL, code, lost * (counts.truth == code)) for code in occurring]
    changes += [(What.FALSE_POSITIVES, code, change) for code, change in zip(occurring, taken, strict=True)]
    return _adjusted([(counts.labels[code], what, *counts.sides(change)) for what, code, change in changes])


def slice_regressions(
    legacy: Flags, retrained: Flags, slices: Mapping[str, NDArray[Any]], groups: Groups
) -> tuple[Regression, ...]:
    """One test a value of each column.

    Args:
        legacy: whether the legacy model is right, shape (rows,).
        retrained: whether the retrained model is right, shape (rows,).
        slices: column -> its values, shape (rows,).
        groups: what keeps rows together, shape (rows,); None where nothing does.
    """
    lost = legacy.astype(np.float64) - retrained
    codes = group_codes(groups)
    together = np.arange(len(lost)) if codes is None else codes
    tests = [test for column, values in slices.items() for test in _of_column(column, values, lost, together)]
    return _adjusted(tests)


def _of_column(column: str, values: NDArray[Any], lost: Floats, together: NDArray[np.int64]) -> list[_Test]:
    """One vote a value and a group: whether more of its rows got worse or better."""
    names, places = np.unique(values.astype(str), return_inverse=True)
    ballots, votes = np.unique(places + len(names) * together, return_inverse=True)
    sums, value = np.bincount(votes, lost), ballots % max(len(names), 1)
    worse, better = (np.bincount(value[side], minlength=len(names)) for side in (sums > 0, sums < 0))
    return [(f"{column}={name}", What.ACCURACY, int(worse[code]), int(better[code])) for code, name in enumerate(names)]


def _adjusted(tests: list[_Test]) -> tuple[Regression, ...]:
    adjusted = holm(np.array([exact_mcnemar(worse, better) for *_, worse, better in tests]))
    return tuple(Regression(*test, p_value) for test, p_value in zip(tests, adjusted.tolist(), strict=True))
