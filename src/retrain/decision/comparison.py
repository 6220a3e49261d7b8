"""Both models side by side on the recent holdout, as `comparison.json` holds it: aggregates only."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrain.decision.accuracy import accuracy
from retrain.decision.estimate import PairedEstimate, Resampling
from retrain.decision.evidence import Holdout
from retrain.decision.macro_f1 import Floats, label_counts, label_f1, macro_f1, ratio
from retrain.decision.paired_counts import PairedCounts
from retrain.ml_configuration.judgement import Comparison, Confusion, Flips, LabelScores, Matrix, ScorePair

INTERVALS = Resampling(draws=2000, seed=0)


def compare(holdout: Holdout, labels: Sequence[str], resampling: Resampling = INTERVALS) -> Comparison:
    """The aggregates of the recent holdout that reports show; never of the sealed one.

    Args:
        holdout: the answers; `legacy` may be None, and so are its fields then.
        labels: in the order wanted; whatever else occurs is put after them, sorted.
        resampling: of the intervals, where some label has fewer than 30 rows.
    """
    counts, paired = holdout.paired_counts(labels), holdout.legacy is not None
    legacy = _confusion(counts, counts.legacy) if paired else None
    return Comparison(
        labels=counts.labels,
        rows=holdout.rows,
        accuracy=_scores(accuracy(counts), paired),
        macro_f1=_scores(macro_f1(counts, resampling), paired),
        per_label=_per_label(counts, paired),
        confusion=Confusion(legacy=legacy, retrained=_confusion(counts, counts.retrained)),
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
    columns = _columns("retrained", retrained) | (_columns("legacy", legacy) if paired else {})
    return tuple(
        LabelScores(
            label=label, support=int(retrained[0, code]), **{name: scores[code] for name, scores in columns.items()}
        )
        for code, label in enumerate(counts.labels)
    )


def _columns(name: str, model: Floats) -> dict[str, Floats]:
    support, answered, hits = model
    f1, precision, recall = label_f1(model), ratio(hits, answered), ratio(hits, support)
    return {f"{name}_f1": f1, f"{name}_precision": precision, f"{name}_recall": recall}


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
