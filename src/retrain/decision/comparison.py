"""Both models side by side on the recent holdout, as `comparison.json` holds it: aggregates only."""

import numpy as np
from numpy.typing import NDArray

from retrain.decision.calibration import calibration
from retrain.decision.estimate import Floats, PairedEstimate, Resampling
from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.macro_f1 import label_counts, label_f1, macro_f1, ratio
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.paired_means import accuracy, mean_cost, severity_of_mistakes
from retrain.decision.precision_recall import detection
from retrain.decision.regression_check import detectable_drops
from retrain.decision.severity import costs_of, mistakes_by_cost
from retrain.decision.slice_scores import slice_scores, worst_first
from retrain.decision.tagger_effects import rule_effects
from retrain.ml_configuration import comparison_document as written
from retrain.ml_configuration.enums import Split

INTERVALS = Resampling(draws=2000, seed=0)


def compare(evidence: Evidence, resampling: Resampling = INTERVALS) -> written.Comparison:
    """The aggregates of the recent holdout that reports show; never of the sealed one.

    What needs a legacy model is None where there is none. Labels are in the retrained model's
    order, and after them whatever else occurs.

    Args:
        evidence: with the answers on the recent rows.
        resampling: of the intervals, where some label has fewer than 30 rows.
    """
    holdout = evidence.holdouts[Split.RECENT]
    counts, paired = holdout.paired_counts(evidence.retrained.labels), holdout.legacy is not None
    before, after = (answers.brier for answers in holdout.pair)
    costs = costs_of(counts.labels, evidence.severity)
    months = {} if holdout.months is None else {"month": holdout.months}
    return written.Comparison(
        labels=counts.labels,
        rows=holdout.rows,
        accuracy=_scores(accuracy(counts), paired),
        macro_f1=_scores(macro_f1(counts, resampling), paired),
        like_for_like=_like_for_like(evidence, holdout, resampling) if paired else None,
        severity=_scores(severity_of_mistakes(counts, costs), paired),
        brier=_scores(mean_cost(before, after, holdout.groups), paired),
        per_label=_per_label(counts, paired),
        confusion=_confusions(counts, paired),
        flips=_flips(counts) if paired else None,
        calibration=_calibrations(holdout),
        rules=rule_effects(holdout),
        mistakes=mistakes_by_cost(counts, costs, paired),
        slices=worst_first(slice_scores(holdout, holdout.slices)),
        months=slice_scores(holdout, months),
        detection=detection(holdout, evidence.positive),
    )


def _like_for_like(evidence: Evidence, holdout: Holdout, resampling: Resampling) -> written.LikeForLike:
    counts = holdout.with_truth_in(evidence.known_to_both).paired_counts(evidence.legacy_labels)
    return written.LikeForLike(
        rows=counts.rows,
        accuracy=_scores(accuracy(counts), paired=True),
        macro_f1=_scores(macro_f1(counts, resampling), paired=True),
    )


def _calibrations(holdout: Holdout) -> dict[written.Model, written.Calibration]:
    answers = {written.Model.LEGACY: holdout.legacy, written.Model.RETRAINED: holdout.retrained}
    return {
        model: calibration(given.confidence, given.right(holdout.truth), given.abstained)
        for model, given in answers.items()
        if given is not None
    }


def _confusions(counts: PairedCounts, paired: bool) -> written.Confusion:
    legacy = _confusion(counts, counts.legacy) if paired else None
    return written.Confusion(legacy=legacy, retrained=_confusion(counts, counts.retrained))


def _scores(estimate: PairedEstimate, paired: bool) -> written.ScorePair:
    return written.ScorePair(
        legacy=estimate.legacy.value if paired else None,
        retrained=estimate.retrained.value,
        legacy_interval=estimate.legacy.interval() if paired else None,
        retrained_interval=estimate.retrained.interval(),
        delta=estimate.delta.value if paired else None,
        delta_interval=estimate.delta.interval() if paired else None,
    )


def _per_label(counts: PairedCounts, paired: bool) -> tuple[written.LabelScores, ...]:
    legacy, retrained = label_counts(counts, counts.n)
    columns = _columns("retrained", retrained) | (_columns("legacy", legacy) if paired else {})
    return tuple(
        written.LabelScores(
            label=label,
            support=int(retrained[0, code]),
            detectable_drop=drop,
            **{name: scores[code] for name, scores in columns.items()},
        )
        for code, (label, drop) in enumerate(zip(counts.labels, detectable_drops(counts), strict=True))
    )


def _columns(name: str, model: Floats) -> dict[str, Floats]:
    support, answered, hits = model
    f1, precision, recall = label_f1(model), ratio(hits, answered), ratio(hits, support)
    return {f"{name}_f1": f1, f"{name}_precision": precision, f"{name}_recall": recall}


def _confusion(counts: PairedCounts, answer: NDArray[np.int64]) -> written.Matrix:
    matrix = np.zeros((len(counts.labels),) * 2, dtype=np.int64)
    np.add.at(matrix, (counts.truth, answer), counts.n)
    return tuple(map(tuple, matrix.tolist()))


def _flips(counts: PairedCounts) -> written.Flips:
    legacy, retrained = counts.legacy_right, counts.retrained_right
    return written.Flips(
        fixed=counts.count(retrained & ~legacy),
        broken=counts.count(legacy & ~retrained),
        both_wrong=counts.count(~legacy & ~retrained),
        both_right=counts.count(legacy & retrained),
    )
