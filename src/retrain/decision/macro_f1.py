"""Macro F1 of both models and their difference: the mean F1 of the labels that occur in the truth.

A model's counts are an array of shape (3, labels), or (3, labels, draws) for many resamples at
once: rows with this true label (support), rows with this answer, and rows with both (hits).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retrain.decision.estimate import Estimate, Floats, Method, PairedEstimate, Resampling, paired
from retrain.decision.paired_counts import PairedCounts

FEW_ROWS = 30
ROUNDING = 1e-12


def label_counts(counts: PairedCounts, weights: NDArray[np.integer]) -> tuple[Floats, Floats]:
    """The counts per label of the legacy and of the retrained model.

    Args:
        counts: the distinct triples.
        weights: rows in each triple, shape (triples,), or a column for each draw, shape (triples,
            draws).
    """
    support = _summed(counts, counts.truth, weights)
    legacy, retrained = (
        np.stack((support, _summed(counts, answer, weights), _summed(counts, answer[right], weights[right])))
        for answer, right in ((counts.legacy, counts.legacy_right), (counts.retrained, counts.retrained_right))
    )
    return legacy, retrained


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """The quotient, element by element; 0 where the denominator, and so the numerator, is 0."""
    return numerator / np.where(denominator > 0, denominator, 1)


def label_f1(model: Floats) -> Floats:
    """The harmonic mean of precision and recall of each label; 0 where a label is neither true nor answered."""
    support, answered, hits = model
    return ratio(2 * hits, support + answered)


def mean_f1(model: Floats) -> Floats:
    """The mean F1 of the labels that occur in the truth, shape () or (draws,); 0 where there is no row."""
    occurs = model[0] > 0
    return ratio((label_f1(model) * occurs).sum(axis=0), occurs.sum(axis=0))


def macro_f1(counts: PairedCounts, resampling: Resampling) -> PairedEstimate:
    """Macro F1 with the delta method's error, or the bootstrap's where some label has fewer than 30 rows."""
    support = label_counts(counts, counts.n)[0][0]
    if (support[support > 0] < FEW_ROWS).any():
        return bootstrap_macro_f1(counts, resampling)
    return delta_macro_f1(counts)


def delta_macro_f1(counts: PairedCounts) -> PairedEstimate:
    """Macro F1 with the standard errors of the delta method.

    One row with truth y and answer p adds g = [2 * 1(p = y) / D_y - F_y / D_y - F_p / D_p] / K to a
    model's macro F1, where F is a label's F1, D = support + answers and K the number of labels that
    occur. The variance of the difference is the sum over triples of n * (g_retrained - g_legacy)^2,
    the infinitesimal jackknife of Efron (1982).
    """
    legacy, retrained = label_counts(counts, counts.n)
    before = float(mean_f1(legacy)), _influence(counts.truth, counts.legacy, legacy)
    after = float(mean_f1(retrained)), _influence(counts.truth, counts.retrained, retrained)
    return paired(counts.estimate, before, after, Method.DELTA_METHOD)


def bootstrap_macro_f1(counts: PairedCounts, resampling: Resampling) -> PairedEstimate:
    """Macro F1 with the percentiles of a Poisson bootstrap: each triple's count is drawn anew, for both models at once.

    Where rows belong to groups, whole groups are drawn.
    """
    legacy, retrained = (float(mean_f1(model)) for model in label_counts(counts, counts.n))
    scores = [[mean_f1(model) for model in label_counts(counts, drawn)] for drawn in counts.resampled(resampling)]
    before, after = np.concatenate(scores, axis=1)
    return paired(Estimate.resampled, (legacy, before), (retrained, after), Method.BOOTSTRAP)


def swap_test(counts: PairedCounts, resampling: Resampling) -> float:
    """The one-sided p-value that the retrained model's macro F1 is higher, from 1 / (draws + 1) to 1.

    If the models are exchangeable, swapping their answers on any row changes nothing. Each draw
    swaps every row with probability 1/2, a group as a whole, and computes the difference anew; the
    p-value is (1 + draws at least as good as observed) / (1 + draws), valid at every sample size
    (Phipson and Smyth 2010).
    """
    legacy, retrained = label_counts(counts, counts.n[:, None])
    observed = mean_f1(retrained) - mean_f1(legacy)
    discordant = counts.where(counts.legacy != counts.retrained)
    reached = 0
    for swapped in discordant.halved(resampling):
        before, after = label_counts(discordant, swapped)
        handed_over = after - before
        deltas = mean_f1(retrained - handed_over) - mean_f1(legacy + handed_over)
        reached += int(np.count_nonzero(deltas >= observed - ROUNDING))
    return (1 + reached) / (1 + resampling.draws)


def _influence(truth: NDArray[np.int64], answer: NDArray[np.int64], model: Floats) -> Floats:
    support, answered, _ = model
    occurs = support > 0
    weight = occurs / (np.maximum(support + answered, 1) * max(occurs.sum(), 1))
    loss = weight * label_f1(model)
    return np.asarray(2 * weight[truth] * (answer == truth) - loss[truth] - loss[answer])


def _summed(counts: PairedCounts, codes: NDArray[np.int64], weights: NDArray[Any]) -> Floats:
    shape = (len(counts.labels), len(codes))
    members = sparse.csr_array((np.ones(len(codes), weights.dtype), (codes, np.arange(len(codes)))), shape=shape)
    return np.asarray(members @ weights, dtype=np.float64)
