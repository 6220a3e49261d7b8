"""Both models side by side, on rows that people may read."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrain.decision.accuracy import accuracy
from retrain.decision.comparison import Comparison, Confusion, Flips, LabelScores, Matrix, ScorePair
from retrain.decision.evidence import Holdout
from retrain.decision.label_counts import LabelCounts
from retrain.decision.macro_f1 import label_counts, macro_f1
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.paired_estimate import PairedEstimate
from retrain.decision.resampling import Resampling

INTERVALS = Resampling(draws=2000, seed=0)


def compare(holdout: Holdout, labels: Sequence[str], resampling: Resampling = INTERVALS) -> Comparison:
    """The aggregates of the recent holdout that reports show; never of the sealed one.

    Args:
        holdout: the answers; `legacy` may be None, and so are its fields then.
        labels: in the order wanted; whatever else occurs is put after them, sorted.
        resampling: of the intervals, where some label has fewer than 30 rows.
    """
    counts = holdout.paired_counts(labels)
    paired = holdout.legacy is not None
    return Comparison(
        labels=counts.labels,
        rows=holdout.rows,
        accuracy=_scores(accuracy(counts), paired),
        macro_f1=_scores(macro_f1(counts, resampling), paired),
        per_label=_per_label(counts, paired),
        confusion=Confusion(
            legacy=_confusion(counts, counts.legacy) if paired else None,
            retrained=_confusion(counts, counts.retrained),
        ),
        flips=_flips(counts) if paired else None,
    )


def _scores(estimate: PairedEstimate, paired: bool) -> ScorePair:
    return ScorePair(
        legacy=estimate.legacy.value if paired else None,
        retrained=estimate.retrained.value,
        legacy_interval=estimate.legacy.interval() if paired else None,
        retrained_interval=estimate.retrained.interval(),
        delta=estimate.delta.value if paired else None,
        delta_interval=estimate.delta.interval() if paired else None,
    )


def _per_label(counts: PairedCounts, paired: bool) -> tuple[LabelScores, ...]:
    legacy, retrained = label_counts(counts, counts.n)
    return tuple(
        _label_scores(label, position, legacy if paired else None, retrained)
        for position, label in enumerate(counts.labels)
    )


def _label_scores(label: str, position: int, legacy: LabelCounts | None, retrained: LabelCounts) -> LabelScores:
    return LabelScores(
        label=label,
        support=int(retrained.support[position]),
        legacy_f1=None if legacy is None else legacy.f1[position],
        retrained_f1=retrained.f1[position],
        legacy_precision=None if legacy is None else legacy.precision[position],
        retrained_precision=retrained.precision[position],
        legacy_recall=None if legacy is None else legacy.recall[position],
        retrained_recall=retrained.recall[position],
    )


def _confusion(counts: PairedCounts, answer: NDArray[np.int64]) -> Matrix:
    matrix = np.zeros((len(counts.labels),) * 2, dtype=np.int64)
    np.add.at(matrix, (counts.truth, answer), counts.n)
    return tuple(map(tuple, matrix.tolist()))


def _flips(counts: PairedCounts) -> Flips:
    legacy, retrained = counts.legacy_right, counts.retrained_right
    return Flips(
        fixed=counts.count(retrained & ~legacy),
        broken=counts.count(legacy & ~retrained),
        both_wrong=counts.count(~legacy & ~retrained),
        both_right=counts.count(legacy & retrained),
    )
