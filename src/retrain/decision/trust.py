"""How far a confidence can be trusted."""

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.judgement import Calibration, ReliabilityBin, RiskPoint

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
BINS, POINTS = 15, 20


def calibration(confidence: Floats, right: Flags, abstained: Flags) -> Calibration:
    """Reliability in bins of equal mass, and the risk that is left when the least confident rows are put aside.

    Args:
        confidence: in the answer of each row, shape (rows,).
        right: whether that answer is right, shape (rows,).
        abstained: whether the model would rather not answer, shape (rows,).
    """
    bins, curve = reliability(confidence, right), risk_coverage(confidence, right)
    distances = [one.rows * abs(one.confidence - one.right) for one in bins]
    return Calibration(
        expected_error=sum(distances) / max(len(right), 1),
        reliability=bins,
        area_under_risk=float(np.mean([point.risk for point in curve])) if curve else 0.0,
        risk_coverage=curve,
        abstained=float(abstained.mean()) if len(abstained) else 0.0,
    )


def reliability(confidence: Floats, right: Flags, bins: int = BINS) -> tuple[ReliabilityBin, ...]:
    """Bins of as many rows each, the least confident first (Nixon et al. 2019); none where there are no rows."""
    parts = np.array_split(np.argsort(confidence, kind="stable"), bins)
    return tuple(
        ReliabilityBin(rows=len(part), confidence=float(confidence[part].mean()), right=float(right[part].mean()))
        for part in parts
        if len(part)
    )


def risk_coverage(confidence: Floats, right: Flags, points: int = POINTS) -> tuple[RiskPoint, ...]:
    """The share of wrong answers among the most confident rows, for so many shares of them (Geifman et al. 2017)."""
    wrong = ~right[np.argsort(-confidence, kind="stable")]
    counts = sorted({round(len(wrong) * point / points) for point in range(1, points + 1)} - {0})
    return tuple(RiskPoint(coverage=count / len(wrong), risk=float(wrong[:count].mean())) for count in counts)
