"""Exact one-sided tests for losses of every label or slice, adjusted for their number."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from retrain.decision.paired_counts import Groups, PairedCounts, group_codes

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_Test = tuple[str, "RegressionKind", int, int]


class RegressionKind(StrEnum):
    """The metric of a label or a slice that is tested."""

    RECALL = "recall"
    FALSE_POSITIVES = "false positives"
    ACCURACY = "accuracy"


@dataclass(frozen=True)
class Regression:
    """The test of one label or slice.

    Attributes:
        name: the label, or the column and its value.
        kind: the metric.
        worse: number of rows, or groups, that got worse.
        better: number of rows, or groups, that got better.
        adjusted: p-value that it got worse, adjusted for the number of tests (Holm 1979).
    """

    name: str
    kind: RegressionKind
    worse: int
    better: int
    adjusted: float


def exact_mcnemar(worse: int, better: int) -> float:
    """The exact one-sided p-value of McNemar's test (1947): that more got worse than better."""
    return float(special.bdtrc(worse - 1, worse + better, 0.5))


def mcnemar_test(counts: PairedCounts) -> float:
    """The one-sided p-value that the retrained model is right more often: McNemar's test, exact.

    It is the paired randomisation test of accuracy in closed form. With groups it is the sign test:
    each group counts once, by the majority of its changed rows.
    """
    fixed, broken = counts.sign_counts(counts.retrained_right.astype(np.float64) - counts.legacy_right)
    return exact_mcnemar(fixed, broken)


def relative_negative_flips(counts: PairedCounts) -> float:
    """The negative flip rate relative to that of two independent models (Yan et al. 2021).

    Rows that only the legacy model predicts right, over legacy accuracy * retrained error rate; 0
    where that product is 0.
    """
    rows = max(counts.rows, 1)
    flips = counts.count(counts.legacy_right & ~counts.retrained_right) / rows
    expected = counts.count(counts.legacy_right) * counts.count(~counts.retrained_right) / rows**2
    return flips / expected if expected else 0.0


def holm(p_values: Floats) -> Floats:
    """P-values adjusted for the family-wise error rate by Holm's method (1979), (tests,)."""
    order = np.argsort(p_values)
    number = len(p_values)
    stepped = np.maximum.accumulate((number - np.arange(number)) * p_values[order])
    adjusted = np.empty(number)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def label_regressions(counts: PairedCounts) -> tuple[Regression, ...]:
    """Two tests for each label that occurs in the truth: its recall, and its false positives."""
    occurring = np.unique(counts.truth).tolist()
    lost = counts.legacy_right.astype(np.float64) - counts.retrained_right
    tests: list[_Test] = []
    for code in occurring:
        missed = lost * (counts.truth == code)
        tests.append((counts.labels[code], RegressionKind.RECALL, *counts.sign_counts(missed)))
    for code in occurring:
        predicted_more = (counts.retrained == code) * 1.0 - (counts.legacy == code)
        worse, better = counts.sign_counts((counts.truth != code) * predicted_more)
        tests.append((counts.labels[code], RegressionKind.FALSE_POSITIVES, worse, better))
    return _adjusted(tests)


def slice_regressions(
    legacy: Flags, retrained: Flags, slices: Mapping[str, NDArray[Any]], groups: Groups
) -> tuple[Regression, ...]:
    """One test of accuracy for each value of each column.

    Args:
        legacy: whether the legacy model is right, shape (rows,).
        retrained: whether the retrained model is right, shape (rows,).
        slices: column -> its values, shape (rows,).
        groups: group of each row, shape (rows,); None without groups.
    """
    lost = legacy.astype(np.float64) - retrained
    codes = group_codes(groups)
    cluster_of_row = np.arange(len(lost)) if codes is None else codes
    tests: list[_Test] = []
    for column, values in slices.items():
        tests += _column_tests(column, values, lost, cluster_of_row)
    return _adjusted(tests)


def _column_tests(column: str, values: NDArray[Any], lost: Floats, clusters: NDArray[np.int64]) -> list[_Test]:
    """The tests of one column; a cluster counts once a value, by most of its changed rows."""
    names, value_of_row = np.unique(values.astype(str), return_inverse=True)
    units, unit_of_row = np.unique(value_of_row + len(names) * clusters, return_inverse=True)
    value_of_unit = units % max(len(names), 1)
    lost_in_unit = np.bincount(unit_of_row, lost)
    worse = np.bincount(value_of_unit[lost_in_unit > 0], minlength=len(names))
    better = np.bincount(value_of_unit[lost_in_unit < 0], minlength=len(names))
    return [
        (f"{column}={name}", RegressionKind.ACCURACY, int(worse[code]), int(better[code]))
        for code, name in enumerate(names)
    ]


def _adjusted(tests: list[_Test]) -> tuple[Regression, ...]:
    adjusted = holm(np.array([exact_mcnemar(worse, better) for *_, worse, better in tests]))
    pairs = zip(tests, adjusted.tolist(), strict=True)
    return tuple(Regression(*test, p_value) for test, p_value in pairs)
