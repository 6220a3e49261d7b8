"""How far apart one column lies in two samples, and whether chance explains it; valid at every sample size."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

DRAWS = 9_999
SEED = 20_240_229

MOST_CATEGORIES = 200
"""The most frequent categories of both samples together are told apart, all others count as one."""

ROUNDING = 1e-9

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shift:
    """The distance of two samples, from 0 to 1, and the p-value that they come from one distribution."""

    distance: float
    p_value: float


def shift_of_categories(then: Sequence[str], since: Sequence[str]) -> Shift:
    """The Jensen-Shannon distance (base 2) and the exact chi-squared test of homogeneity; missing is a category."""
    counts = _counts(then, since)
    return Shift(_jensen_shannon(counts), _homogeneity(counts))


def shift_of_numbers(then: Floats, since: Floats) -> Shift:
    """The distance and the test of Kolmogorov and Smirnov, exact up to 10,000 rows, conservative where values tie.

    Args:
        then: of one sample, shape (n,); minus infinity where missing.
        since: of the other, shape (m,).
    """
    found = stats.ks_2samp(then, since)
    return Shift(float(found.statistic), float(found.pvalue))


def _counts(then: Sequence[str], since: Sequence[str]) -> Counts:
    """Rows of both samples by category, shape (2, categories), no category empty in both."""
    both = Counter([*then, *since])
    kept = sorted(both, key=lambda category: (-both[category], category))[:MOST_CATEGORIES]
    sides = [Counter(then), Counter(since)]
    told = np.array([[side[category] for category in kept] for side in sides], dtype=np.int64)
    others = np.array([[side.total()] for side in sides]) - told.sum(axis=1, keepdims=True)
    return np.hstack([told, others]) if others.any() else told


def _jensen_shannon(counts: Counts) -> float:
    """The root of the mean divergence of both samples from their mean, in bits (Endres and Schindelin 2003)."""
    shares = counts / counts.sum(axis=1, keepdims=True)
    divergence = stats.entropy(shares, shares.mean(axis=0, keepdims=True), base=2, axis=1).mean()
    return float(np.sqrt(max(divergence, 0.0)))


def _homogeneity(counts: Counts) -> float:
    """The p-value of Pearson's statistic among tables with the same margins, drawn at random (Phipson and Smyth 2010).

    With the margins held, the statistic grows with the sum of (count - expected)^2 / total over one
    sample alone.
    """
    totals, rows = counts.sum(axis=0), int(counts[0].sum())
    drawn = np.random.default_rng(SEED).multivariate_hypergeometric(totals, rows, size=DRAWS)
    squares = (np.vstack([counts[0], drawn]) - totals * rows / totals.sum()) ** 2
    statistics = (squares / totals).sum(axis=1)
    return int(np.sum(statistics >= statistics[0] * (1 - ROUNDING))) / (1 + DRAWS)
