"""Macro F1 of both models and their difference: the mean F1 of the labels that occur in the truth."""

import numpy as np
from numpy.typing import NDArray

from retrain.decision.estimate import Estimate
from retrain.decision.label_counts import LabelCounts
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.paired_estimate import Method, PairedEstimate
from retrain.decision.resampling import Resampling

FEW_ROWS = 30


def label_counts(counts: PairedCounts, weights: NDArray[np.int64]) -> tuple[LabelCounts, LabelCounts]:
    """The counts per label of the legacy and of the retrained model.

    Args:
        counts: the distinct triples.
        weights: rows in each triple, shape (triples,), or a column for each draw, shape (triples, draws).
    """
    labels = len(counts.labels)
    return (
        LabelCounts.of(counts.truth, counts.legacy, weights, labels),
        LabelCounts.of(counts.truth, counts.retrained, weights, labels),
    )


def macro_f1(counts: PairedCounts, resampling: Resampling) -> PairedEstimate:
    """Macro F1 with the delta method's error, or the bootstrap's where some label has fewer than 30 rows."""
    support = label_counts(counts, counts.n)[0].support
    if (support[support > 0] < FEW_ROWS).any():
        return bootstrap_macro_f1(counts, resampling)
    return delta_macro_f1(counts)


def delta_macro_f1(counts: PairedCounts) -> PairedEstimate:
    """Macro F1 with the standard errors of the delta method.

    One row with truth y and answer p adds g = [2 * 1(p = y) / D_y - F_y / D_y - F_p / D_p] / K to a model's macro F1,
    where F is a label's F1, D = support + answers and K the number of labels that occur. The variance of the
    difference is the sum over triples of n * (g_retrained - g_legacy)^2, the infinitesimal jackknife of Efron (1982).
    """
    legacy, retrained = label_counts(counts, counts.n)
    before = _influence(counts.truth, counts.legacy, legacy)
    after = _influence(counts.truth, counts.retrained, retrained)
    scores = float(legacy.macro_f1), float(retrained.macro_f1)
    return PairedEstimate(
        Estimate.linear(scores[0], before, counts.n),
        Estimate.linear(scores[1], after, counts.n),
        Estimate.linear(scores[1] - scores[0], after - before, counts.n),
        Method.DELTA_METHOD,
    )


def bootstrap_macro_f1(counts: PairedCounts, resampling: Resampling) -> PairedEstimate:
    """Macro F1 with the percentiles of a Poisson bootstrap: each triple's count is drawn anew, for both models at once.

    Poisson counts stand for a multinomial resample of the rows (Hanley and MacGibbon 2006) and are faster to draw.
    """
    legacy, retrained = (float(model.macro_f1) for model in label_counts(counts, counts.n))
    before, after = _resampled_scores(counts, resampling)
    return PairedEstimate(
        Estimate.resampled(legacy, before),
        Estimate.resampled(retrained, after),
        Estimate.resampled(retrained - legacy, after - before),
        Method.BOOTSTRAP,
    )


def _influence(truth: NDArray[np.int64], answer: NDArray[np.int64], model: LabelCounts) -> NDArray[np.float64]:
    occurs = model.support > 0
    weight = occurs / (np.maximum(model.support + model.answered, 1) * max(occurs.sum(), 1))
    loss = weight * model.f1
    return np.asarray(2 * weight[truth] * (answer == truth) - loss[truth] - loss[answer])


def _resampled_scores(counts: PairedCounts, resampling: Resampling) -> NDArray[np.float64]:
    generator = resampling.generator()
    scores = [
        [model.macro_f1 for model in label_counts(counts, generator.poisson(counts.n, size=(draws, len(counts.n))).T)]
        for draws in resampling.chunks(len(counts.n))
    ]
    return np.concatenate(scores, axis=1)
