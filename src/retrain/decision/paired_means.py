"""Scores that are a mean over rows, so that the paired error is elementary."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from retrain.decision.clusters import Groups, group_codes
from retrain.decision.estimate import Estimate, Floats, Method, PairedEstimate, Scored, paired
from retrain.decision.paired_counts import PairedCounts


def accuracy(counts: PairedCounts) -> PairedEstimate:
    """The shares of right answers; the difference is paired."""
    legacy, retrained = _mean(counts.legacy_right, counts.n), _mean(counts.retrained_right, counts.n)
    return paired(counts.estimate, legacy, retrained, Method.PAIRED_MEAN)


def severity_cost(counts: PairedCounts, costs: Floats) -> PairedEstimate:
    """The mean cost of an answer, right ones costing nothing; the gain is what the retrained model saves.

    Args:
        counts: the distinct triples.
        costs: of each answer (column) to each true label (row), shape (labels, labels).
    """
    legacy, retrained = (_mean(costs[counts.truth, answer], counts.n) for answer in (counts.legacy, counts.retrained))
    return paired(counts.estimate, legacy, retrained, Method.PAIRED_MEAN, gain=-1)


def severity_of_mistakes(counts: PairedCounts, costs: Floats) -> PairedEstimate:
    """The mean cost of a mistake: how little sense the mistakes make, however many they are.

    A ratio of two means, hence with the delta method's error; 0 for a model without mistakes.
    """
    legacy, retrained = (_per_mistake(counts, costs, answer) for answer in (counts.legacy, counts.retrained))
    return paired(counts.estimate, legacy, retrained, Method.DELTA_METHOD, gain=-1)


def mean_cost(legacy: Floats, retrained: Floats, groups: Groups) -> PairedEstimate:
    """The mean of a cost that is known row by row, such as the Brier score.

    Args:
        legacy: the legacy model's costs, shape (rows,).
        retrained: the retrained model's costs, shape (rows,).
        groups: what keeps rows together, shape (rows,); None where nothing does.
    """
    before, after = (_mean(costs, np.ones(len(costs), dtype=np.int64)) for costs in (legacy, retrained))
    return paired(partial(_of_rows, group_codes(groups)), before, after, Method.PAIRED_MEAN, gain=-1)


def _mean(values: Floats | NDArray[np.bool_], n: NDArray[np.int64]) -> Scored:
    rows = max(int(n.sum()), 1)
    mean = float((n * values).sum() / rows)
    return mean, (values - mean) / rows


def _per_mistake(counts: PairedCounts, costs: Floats, answer: NDArray[np.int64]) -> Scored:
    cost, mistaken = costs[counts.truth, answer], answer != counts.truth
    mistakes = max(counts.count(mistaken), 1)
    mean = float((counts.n * cost).sum()) / mistakes
    return mean, mistaken * (cost - mean) / mistakes


def _of_rows(codes: NDArray[np.int64] | None, value: float, influence: Floats) -> Estimate:
    if codes is None:
        return Estimate(value, float(np.sqrt((influence**2).sum())))
    return Estimate.of_groups(value, np.asarray(np.bincount(codes, influence), dtype=np.float64))
