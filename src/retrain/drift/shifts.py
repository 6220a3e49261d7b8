"""The distance of one column between two samples, and its p-value."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

DRAWS = 9_999
SEED = 20_240_229

MAX_CATEGORIES = 200
"""The most frequent categories of both samples together count by themselves, all others as one."""

ROUNDING = 1e-9

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shift:
    """The distance of two samples, in [0, 1], and the p-value of one distribution for both."""

    distance: float
    p_value: float


def categorical_shift(reference: Sequence[str], current: Sequence[str]) -> Shift:
    """The Jensen-Shannon distance (base 2) and the exact chi-squared test of homogeneity.

    A missing cell is a category of its own.
    """
    counts = _counts(reference, current)
    return Shift(_jensen_shannon(counts), _homogeneity(counts))


def numeric_shift(reference: Floats, current: Floats) -> Shift:
    """The distance and the test of Kolmogorov and Smirnov.

    The p-value is exact up to 10,000 rows, and conservative where values tie.

    Args:
        reference: of one sample, shape (n,); minus infinity where missing.
        current: of the other, shape (m,).
    """
    test = stats.ks_2samp(reference, current)
    return Shift(float(test.statistic), float(test.pvalue))


def _counts(reference: Sequence[str], current: Sequence[str]) -> Counts:
    """Rows of both samples by category, shape (2, categories), no category empty in both."""
    totals = Counter([*reference, *current])
    categories = sorted(totals, key=lambda category: (-totals[category], category))[:MAX_CATEGORIES]
    samples = [Counter(reference), Counter(current)]
    by_category = [[sample[category] for sample in samples] for category in categories]
    counts = np.array(by_category, dtype=np.int64).T
    sizes = np.array([[len(reference)], [len(current)]])
    others = sizes - counts.sum(axis=1, keepdims=True)
    return np.hstack([counts, others]) if others.any() else counts


def _jensen_shannon(counts: Counts) -> float:
    """The root of the mean divergence from the mean, in bits (Endres and Schindelin 2003)."""
    shares = counts / counts.sum(axis=1, keepdims=True)
    divergence = stats.entropy(shares, shares.mean(axis=0, keepdims=True), base=2, axis=1).mean()
    return float(np.sqrt(max(divergence, 0.0)))


def _homogeneity(counts: Counts) -> float:
    """The p-value of Pearson's statistic among random tables with the same margins.

    Phipson and Smyth, Permutation P-values Should Never Be Zero, 2010. With the margins held, the
    statistic grows with the sum of (count - expected)^2 / total over one sample alone.
    """
    totals = counts.sum(axis=0)
    rows = int(counts[0].sum())
    drawn = np.random.default_rng(SEED).multivariate_hypergeometric(totals, rows, size=DRAWS)
    squares = (np.vstack([counts[0], drawn]) - totals * rows / totals.sum()) ** 2
    statistics = (squares / totals).sum(axis=1)
    return int(np.sum(statistics >= statistics[0] * (1 - ROUNDING))) / (1 + DRAWS)
