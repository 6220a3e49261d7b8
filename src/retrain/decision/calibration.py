"""How far a confidence can be trusted."""

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.comparison_document import Calibration, ReliabilityBin, RiskPoint

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
BINS, POINTS = 15, 20


def calibration(confidence: Floats, right: Flags, abstained: Flags) -> Calibration:
    """Reliability in bins of equal mass, and the risk that is left when the least confident rows are put aside.

    Reliability is that of the rows that were answered: what became of the others, no confidence
    tells.

    Args:
        confidence: in the answer of each row, shape (rows,).
        right: whether that answer is right, shape (rows,).
        abstained: whether the model would rather not answer, shape (rows,).
    """
    bins, curve = reliability(confidence[~abstained], right[~abstained]), risk_coverage(confidence, right)
    distances = [one.rows * abs(one.confidence - one.right) for one in bins]
    return Calibration(
        expected_error=sum(distances) / max(int((~abstained).sum()), 1),
        reliability=bins,
        area_under_risk=float(np.mean([point.risk for point in curve])) if curve else 0.0,
        risk_coverage=curve,
        abstained=float(abstained.mean()) if len(abstained) else 0.0,
    )


def reliability(confidence: Floats, right: Flags, bins: int = BINS) -> tuple[ReliabilityBin, ...]:
    """Bins of as many rows each, the least confident first (Nixon et al. 2019); none where there are no rows.

    Rows of equal confidence share a bin, so that the order of the rows does not matter.
    """
    _, tie, sizes = np.unique(confidence, return_inverse=True, return_counts=True)
    before = np.cumsum(sizes) - sizes
    place = (before * bins // max(len(confidence), 1))[tie]
    rows, sure, hits = (np.bincount(place, weights) for weights in (None, confidence, right))
    return tuple(
        ReliabilityBin(rows=int(rows[one]), confidence=float(sure[one] / rows[one]), right=float(hits[one] / rows[one]))
        for one in np.flatnonzero(rows)
    )


def risk_coverage(confidence: Floats, right: Flags, points: int = POINTS) -> tuple[RiskPoint, ...]:
    """The share of wrong answers among the most confident rows, for so many shares of them (Geifman et al. 2017).

    Of rows of equal confidence each stands for their mean, so that the order of the rows does not
    matter.
    """
    _, tie, sizes = np.unique(-confidence, return_inverse=True, return_counts=True)
    wrong = np.cumsum(np.repeat(np.bincount(tie, ~right) / sizes, sizes))
    counts = sorted({round(len(wrong) * point / points) for point in range(1, points + 1)} - {0})
    return tuple(RiskPoint(coverage=count / len(wrong), risk=float(wrong[count - 1] / count)) for count in counts)
