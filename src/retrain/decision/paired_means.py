"""Scores that are means over rows, with their paired errors."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from retrain.decision.estimate import Estimate, Floats, Method, PairedEstimate, ScoreAndInfluence, paired
from retrain.decision.paired_counts import Groups, PairedCounts, group_codes


def accuracy(counts: PairedCounts) -> PairedEstimate:
    """The accuracy of both models."""
    legacy = _mean(counts.legacy_right, counts.n)
    retrained = _mean(counts.retrained_right, counts.n)
    return paired(counts.estimate, legacy, retrained, Method.PAIRED_MEAN)


def severity_cost(counts: PairedCounts, costs: Floats) -> PairedEstimate:
    """The mean cost of a prediction; a right one costs nothing, and the gain is the saved cost.

    Args:
        counts: the distinct triples.
        costs: cost of each prediction (column) by true label (row), shape (labels, labels).
    """
    legacy = _mean(costs[counts.truth, counts.legacy], counts.n)
    retrained = _mean(costs[counts.truth, counts.retrained], counts.n)
    return paired(counts.estimate, legacy, retrained, Method.PAIRED_MEAN, gain=-1)


def severity_of_mistakes(counts: PairedCounts, costs: Floats) -> PairedEstimate:
    """The mean cost of a mistake, whatever their number; 0 for a model without mistakes.

    It is a ratio of two means, hence its error is that of the delta method.
    """
    legacy = _per_mistake(counts, costs, counts.legacy)
    retrained = _per_mistake(counts, costs, counts.retrained)
    return paired(counts.estimate, legacy, retrained, Method.DELTA_METHOD, gain=-1)


def mean_cost(legacy: Floats, retrained: Floats, groups: Groups) -> PairedEstimate:
    """The mean of a cost of each row, such as the Brier score.

    Args:
        legacy: costs of the legacy model, shape (rows,).
        retrained: costs of the retrained model, shape (rows,).
        groups: group of each row, shape (rows,); None without groups.
    """
    ones = np.ones(len(legacy), dtype=np.int64)
    estimate = partial(_estimate_of_rows, group_codes(groups))
    return paired(estimate, _mean(legacy, ones), _mean(retrained, ones), Method.PAIRED_MEAN, gain=-1)


def _mean(values: Floats | NDArray[np.bool_], n: NDArray[np.int64]) -> ScoreAndInfluence:
    rows = max(int(n.sum()), 1)
    mean = float((n * values).sum() / rows)
    return mean, (values - mean) / rows


def _per_mistake(counts: PairedCounts, costs: Floats, prediction: NDArray[np.int64]) -> ScoreAndInfluence:
    cost = costs[counts.truth, prediction]
    mistaken = prediction != counts.truth
    mistakes = max(counts.count(mistaken), 1)
    mean = float((counts.n * cost).sum()) / mistakes
    return mean, mistaken * (cost - mean) / mistakes


def _estimate_of_rows(codes: NDArray[np.int64] | None, value: float, influence: Floats) -> Estimate:
    if codes is None:
        return Estimate(value, float(np.sqrt((influence**2).sum())))
    return Estimate.clustered(value, np.asarray(np.bincount(codes, influence), dtype=np.float64))
