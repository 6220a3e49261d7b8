"""Scores that are a mean over rows, so that the paired error is elementary."""

import numpy as np
from numpy.typing import NDArray

from retrain.decision.estimate import Estimate, Method, PairedEstimate
from retrain.decision.grouping import Groups, group_codes
from retrain.decision.paired_counts import PairedCounts

Floats = NDArray[np.float64]


def accuracy(counts: PairedCounts) -> PairedEstimate:
    """The shares of right answers; the difference is paired."""
    legacy, retrained = counts.legacy_right.astype(np.float64), counts.retrained_right.astype(np.float64)
    before, after, delta = (_of_counts(counts, values) for values in (legacy, retrained, retrained - legacy))
    return PairedEstimate(before, after, delta, Method.PAIRED_MEAN)


def severity_cost(counts: PairedCounts, costs: Floats) -> PairedEstimate:
    """The mean cost of an answer, right ones costing nothing; the gain is what the retrained model saves.

    Args:
        counts: the distinct triples.
        costs: of each answer (column) to each true label (row), shape (labels, labels).
    """
    legacy, retrained = costs[counts.truth, counts.legacy], costs[counts.truth, counts.retrained]
    before, after, delta = (_of_counts(counts, values) for values in (legacy, retrained, legacy - retrained))
    return PairedEstimate(before, after, delta, Method.PAIRED_MEAN)


def severity_of_mistakes(counts: PairedCounts, costs: Floats) -> PairedEstimate:
    """The mean cost of a mistake: how little sense the mistakes make, however many they are.

    A ratio of two means, hence with the delta method's error; 0 for a model without mistakes.
    """
    sides = [
        _ratio(counts, costs[counts.truth, answer], (answer != counts.truth).astype(np.float64))
        for answer in (counts.legacy, counts.retrained)
    ]
    (legacy, before), (retrained, after) = sides
    return PairedEstimate(
        counts.estimate(legacy, before),
        counts.estimate(retrained, after),
        counts.estimate(legacy - retrained, before - after),
        Method.DELTA_METHOD,
    )


def mean_cost(legacy: Floats, retrained: Floats, groups: Groups) -> PairedEstimate:
    """The mean of a cost that is known row by row, such as the Brier score.

    Args:
        legacy: the legacy model's costs, shape (rows,).
        retrained: the retrained model's costs, shape (rows,).
        groups: what keeps rows together, shape (rows,); None where nothing does.
    """
    codes = group_codes(groups)
    before, after, delta = (_of_rows(values, codes) for values in (legacy, retrained, legacy - retrained))
    return PairedEstimate(before, after, delta, Method.PAIRED_MEAN)


def _of_counts(counts: PairedCounts, values: Floats) -> Estimate:
    rows = max(counts.rows, 1)
    mean = float((counts.n * values).sum() / rows)
    return counts.estimate(mean, (values - mean) / rows)


def _ratio(counts: PairedCounts, costs: Floats, mistakes: Floats) -> tuple[float, Floats]:
    number = max(float((counts.n * mistakes).sum()), 1.0)
    ratio = float((counts.n * costs).sum()) / number
    return ratio, mistakes * (costs - ratio) / number


def _of_rows(values: Floats, codes: NDArray[np.int64] | None) -> Estimate:
    rows = max(len(values), 1)
    mean = float(values.sum() / rows)
    influence = (values - mean) / rows
    if codes is None:
        return Estimate(mean, float(np.sqrt((influence**2).sum())))
    return Estimate.of_groups(mean, np.asarray(np.bincount(codes, influence), dtype=np.float64))
