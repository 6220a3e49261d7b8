"""Both models on the recent holdout, as `reports/comparison.json` holds them: aggregates only."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrain.decision.calibration_check import measure_calibration
from retrain.decision.estimate import Floats, PairedEstimate, Resampling
from retrain.decision.evidence import Evidence, Holdout, ModelPredictions
from retrain.decision.f1_scores import label_counts, macro_f1
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.paired_means import accuracy, mean_cost, severity_of_mistakes
from retrain.decision.regression_check import detectable_drops
from retrain.decision.regression_tests import slice_regressions
from retrain.decision.severity import cost_matrix, mistakes_by_cost
from retrain.decision.tagger_effects import rule_effects
from retrain.metrics import label_f1, safe_divide
from retrain.ml_configuration import comparison_document as document
from retrain.ml_configuration.comparison_document import Model
from retrain.ml_configuration.enums import Split

INTERVALS = Resampling(draws=2000, seed=0)
MAX_SLICES = 100
MAX_POINTS = 50

Curve = tuple[document.PrecisionRecallPoint, ...]
Slices = tuple[document.SliceScores, ...]


def compare(evidence: Evidence, resampling: Resampling = INTERVALS) -> document.Comparison:
    """The aggregates of the recent holdout that reports show; never of the sealed test set.

    Without a legacy model the fields that need one are None. Labels are in the retrained model's
    order, followed by those that occur otherwise.

    Args:
        evidence: holds predictions on the recent rows.
        resampling: of the intervals, where some label has fewer than 30 rows.
    """
    holdout = evidence.holdouts[Split.RECENT]
    paired = holdout.legacy is not None
    counts = holdout.paired_counts(evidence.retrained.labels)
    legacy, retrained = holdout.both_models
    costs = cost_matrix(counts.labels, evidence.severity)
    return document.Comparison(
        labels=counts.labels,
        rows=holdout.rows,
        accuracy=_scores(accuracy(counts), paired),
        macro_f1=_scores(macro_f1(counts, resampling), paired),
        like_for_like=_like_for_like(evidence, holdout, resampling) if paired else None,
        severity=_scores(severity_of_mistakes(counts, costs), paired),
        brier=_scores(mean_cost(legacy.brier, retrained.brier, holdout.groups), paired),
        per_label=_per_label(counts, paired),
        confusion=document.Confusion(
            legacy=_confusion(counts, counts.legacy) if paired else None,
            retrained=_confusion(counts, counts.retrained),
        ),
        flips=_flips(counts) if paired else None,
        calibration=_calibrations(holdout),
        rules=rule_effects(holdout),
        mistakes=mistakes_by_cost(counts, costs, paired),
        slices=_worst_first(_slice_scores(holdout, holdout.slices)),
        months=_slice_scores(holdout, {} if holdout.months is None else {"month": holdout.months}),
        detection=_precision_recall_curves(holdout, evidence.positive),
    )


def _like_for_like(evidence: Evidence, holdout: Holdout, resampling: Resampling) -> document.LikeForLike:
    counts = holdout.with_truth_in(evidence.common_labels).paired_counts(evidence.legacy_labels)
    return document.LikeForLike(
        rows=counts.rows,
        accuracy=_scores(accuracy(counts), paired=True),
        macro_f1=_scores(macro_f1(counts, resampling), paired=True),
    )


def _present_models(holdout: Holdout) -> dict[Model, ModelPredictions]:
    retrained = {Model.RETRAINED: holdout.retrained}
    return retrained if holdout.legacy is None else {Model.LEGACY: holdout.legacy, **retrained}


def _calibrations(holdout: Holdout) -> dict[Model, document.Calibration]:
    return {
        model: measure_calibration(predicted.confidence, predicted.right(holdout.truth), predicted.abstained)
        for model, predicted in _present_models(holdout).items()
    }


def _precision_recall_curves(holdout: Holdout, positive: str | None) -> dict[Model, Curve]:
    """Precision and recall at no more than 50 thresholds; empty without rows of the positive class.

    The probability of the positive class is the confidence where it is predicted, else one minus
    the confidence.
    """
    is_positive = np.asarray(holdout.truth == positive, dtype=bool)
    if not is_positive.any():
        return {}
    curves = {}
    for model, predicted in _present_models(holdout).items():
        confidence = predicted.confidence
        probability = np.where(predicted.prediction == positive, confidence, 1 - confidence)
        curves[model] = _curve(is_positive, probability)
    return curves


def _curve(is_positive: NDArray[np.bool_], probability: Floats) -> Curve:
    from sklearn.metrics import precision_recall_curve

    precision, recall, thresholds = precision_recall_curve(is_positive, probability, drop_intermediate=True)
    chosen = np.unique(np.linspace(0, len(thresholds) - 1, MAX_POINTS).round().astype(int))[::-1]
    return tuple(
        document.PrecisionRecallPoint(threshold=thresholds[i], precision=precision[i], recall=recall[i])
        for i in chosen.tolist()
    )


def _slice_scores(holdout: Holdout, slices: Mapping[str, NDArray[Any]]) -> Slices:
    """The scores on each value of each column, in the order of columns and values.

    Args:
        holdout: the recent rows, with the predictions of both models.
        slices: column -> its values, shape (rows,).
    """
    legacy, retrained = (predicted.right(holdout.truth) for predicted in holdout.both_models)
    paired = holdout.legacy is not None
    tests = iter(slice_regressions(legacy, retrained, slices, holdout.groups))
    scores = []
    for values in slices.values():
        _, value_of_row = np.unique(values.astype(str), return_inverse=True)
        rows = np.bincount(value_of_row)
        legacy_accuracy = np.bincount(value_of_row, legacy) / rows
        retrained_accuracy = np.bincount(value_of_row, retrained) / rows
        for i in range(len(rows)):
            test = next(tests)
            compared = {"legacy": legacy_accuracy[i], "p_value": test.adjusted} if paired else {}
            shown = {"name": test.name, "rows": int(rows[i]), "retrained": retrained_accuracy[i]}
            scores.append(document.SliceScores.model_validate({**shown, **compared}))
    return tuple(scores)


def _worst_first(slices: Slices) -> Slices:
    """At most a hundred slices, the largest loss first; without a legacy model the worst."""
    ordered = sorted(slices, key=lambda each: (each.retrained - (each.legacy or 0.0), each.name))
    return tuple(ordered[:MAX_SLICES])


def _scores(estimate: PairedEstimate, paired: bool) -> document.ScorePair:
    return document.ScorePair(
        legacy=estimate.legacy.value if paired else None,
        retrained=estimate.retrained.value,
        legacy_interval=estimate.legacy.interval() if paired else None,
        retrained_interval=estimate.retrained.interval(),
        delta=estimate.delta.value if paired else None,
        delta_interval=estimate.delta.interval() if paired else None,
    )


def _per_label(counts: PairedCounts, paired: bool) -> tuple[document.LabelScores, ...]:
    legacy, retrained = label_counts(counts, counts.n)
    drops = detectable_drops(counts)
    columns = _columns("retrained", retrained)
    if paired:
        columns |= _columns("legacy", legacy)
    return tuple(
        document.LabelScores(
            label=label,
            support=int(retrained[0, code]),
            detectable_drop=drop,
            **{name: scores[code] for name, scores in columns.items()},
        )
        for code, (label, drop) in enumerate(zip(counts.labels, drops, strict=True))
    )


def _columns(name: str, model: Floats) -> dict[str, Floats]:
    support, predicted, hits = model
    return {
        f"{name}_f1": label_f1(support, predicted, hits),
        f"{name}_precision": safe_divide(hits, predicted),
        f"{name}_recall": safe_divide(hits, support),
    }


def _confusion(counts: PairedCounts, prediction: NDArray[np.int64]) -> document.Matrix:
    matrix = np.zeros((len(counts.labels),) * 2, dtype=np.int64)
    np.add.at(matrix, (counts.truth, prediction), counts.n)
    return tuple(map(tuple, matrix.tolist()))


def _flips(counts: PairedCounts) -> document.Flips:
    legacy = counts.legacy_right
    retrained = counts.retrained_right
    return document.Flips(
        fixed=counts.count(retrained & ~legacy),
        broken=counts.count(legacy & ~retrained),
        both_wrong=counts.count(~legacy & ~retrained),
        both_right=counts.count(legacy & retrained),
    )
