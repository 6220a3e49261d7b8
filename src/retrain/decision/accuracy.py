"""Accuracy of both models and their difference: a mean over rows, so that the paired error is elementary."""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from retrain.decision.estimate import Estimate, Method, PairedEstimate
from retrain.decision.paired_counts import PairedCounts


def accuracy(counts: PairedCounts) -> PairedEstimate:
    """The accuracies with the standard error of a mean, that of the difference being paired."""
    legacy, retrained = counts.legacy_right.astype(np.float64), counts.retrained_right.astype(np.float64)
    before, after, delta = (_mean(values, counts.n) for values in (legacy, retrained, retrained - legacy))
    return PairedEstimate(before, after, delta, Method.PAIRED_MEAN)


def mcnemar_test(counts: PairedCounts) -> float:
    """The one-sided p-value that the retrained model is right more often: McNemar's test (1947), exact.

    Of the rows on which one model alone is right, each falls to either with probability 1/2 if the models are equal.
    It is the paired randomisation test of accuracy in closed form.
    """
    fixed = counts.count(counts.retrained_right & ~counts.legacy_right)
    broken = counts.count(counts.legacy_right & ~counts.retrained_right)
    return float(stats.binom.sf(fixed - 1, fixed + broken, 0.5))


def _mean(values: NDArray[np.float64], n: NDArray[np.int64]) -> Estimate:
    rows = max(int(n.sum()), 1)
    mean = float((n * values).sum() / rows)
    return Estimate.linear(mean, (values - mean) / rows, n)
