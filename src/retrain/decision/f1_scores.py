"""Macro F1 of both models and their difference: the mean F1 of the labels that occur in the truth.

The counts of a model are an array of shape (3, labels), or (3, labels, draws) for many resamples:
rows with this true label (support), rows with this prediction, and rows with both (hits).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retrain import metrics
from retrain.decision.estimate import Estimate, Floats, Method, PairedEstimate, Resampling, ScoreAndInfluence, paired
from retrain.decision.paired_counts import PairedCounts

FEW_ROWS = 30
ROUNDING = 1e-12


def label_counts(counts: PairedCounts, weights: NDArray[np.integer]) -> tuple[Floats, Floats]:
    """The counts per label of the legacy and of the retrained model.

    Args:
        counts: the distinct triples.
        weights: number of rows in each triple, shape (triples,), or (triples, draws).
    """
    support = _sum_by_label(counts, counts.truth, weights)

    def of_model(prediction: NDArray[np.int64], right: NDArray[np.bool_]) -> Floats:
        hits = _sum_by_label(counts, prediction[right], weights[right])
        return np.stack((support, _sum_by_label(counts, prediction, weights), hits))

    return of_model(counts.legacy, counts.legacy_right), of_model(counts.retrained, counts.retrained_right)


def macro_f1(counts: PairedCounts, resampling: Resampling) -> PairedEstimate:
    """Macro F1 by the delta method, or by the bootstrap where a label has fewer than 30 rows."""
    support = label_counts(counts, counts.n)[0][0]
    if (support[support > 0] < FEW_ROWS).any():
        return bootstrap_macro_f1(counts, resampling)
    return delta_macro_f1(counts)


def delta_macro_f1(counts: PairedCounts) -> PairedEstimate:
    """Macro F1 with the standard errors of the delta method.

    One row with truth y and prediction p adds g = [2 * 1(p = y) / D_y - F_y / D_y - F_p / D_p] / K
    to a model's macro F1, where F is a label's F1, D = support + predictions and K the number of
    labels that occur. The variance of the difference is the sum over triples of
    n * (g_retrained - g_legacy)^2, the infinitesimal jackknife of Efron (1982).
    """
    legacy, retrained = label_counts(counts, counts.n)
    legacy_score = _score_and_influence(counts.truth, counts.legacy, legacy)
    retrained_score = _score_and_influence(counts.truth, counts.retrained, retrained)
    return paired(counts.estimate, legacy_score, retrained_score, Method.DELTA_METHOD)


def bootstrap_macro_f1(counts: PairedCounts, resampling: Resampling) -> PairedEstimate:
    """Macro F1 with the percentiles of a paired Poisson bootstrap of rows, or of whole groups."""
    legacy, retrained = (float(metrics.macro_f1(*model)) for model in label_counts(counts, counts.n))
    drawn_scores = []
    for drawn in counts.resampled(resampling):
        drawn_scores.append([metrics.macro_f1(*model) for model in label_counts(counts, drawn)])
    legacy_draws, retrained_draws = np.concatenate(drawn_scores, axis=1)
    return paired(Estimate.resampled, (legacy, legacy_draws), (retrained, retrained_draws), Method.BOOTSTRAP)


def swap_test(counts: PairedCounts, resampling: Resampling) -> float:
    """The one-sided p-value that the retrained model's macro F1 is higher.

    A paired randomisation test: if the models are exchangeable, swapping their predictions on any
    row changes nothing. Each draw swaps every row, or every group as a whole, with probability 1/2,
    and computes the difference again. The p-value is (1 + draws at least as large as observed) /
    (1 + draws), valid at every sample size (Phipson and Smyth 2010).
    """
    legacy, retrained = label_counts(counts, counts.n[:, None])
    observed = metrics.macro_f1(*retrained) - metrics.macro_f1(*legacy)
    discordant = counts.where(counts.legacy != counts.retrained)
    reached = 0
    for swapped in discordant.random_swaps(resampling):
        swapped_legacy, swapped_retrained = label_counts(discordant, swapped)
        change = swapped_retrained - swapped_legacy
        deltas = metrics.macro_f1(*(retrained - change)) - metrics.macro_f1(*(legacy + change))
        reached += int(np.count_nonzero(deltas >= observed - ROUNDING))
    return (1 + reached) / (1 + resampling.draws)


def _score_and_influence(truth: NDArray[np.int64], prediction: NDArray[np.int64], model: Floats) -> ScoreAndInfluence:
    support, predicted, _ = model
    occurs = support > 0
    weight = occurs / (np.maximum(support + predicted, 1) * max(occurs.sum(), 1))
    loss = weight * metrics.label_f1(*model)
    influence = 2 * weight[truth] * (prediction == truth) - loss[truth] - loss[prediction]
    return float(metrics.macro_f1(*model)), np.asarray(influence)


def _sum_by_label(counts: PairedCounts, codes: NDArray[np.int64], weights: NDArray[Any]) -> Floats:
    shape = (len(counts.labels), len(codes))
    entries = np.ones(len(codes), weights.dtype)
    members = sparse.csr_array((entries, (codes, np.arange(len(codes)))), shape=shape)
    return np.asarray(members @ weights, dtype=np.float64)
