"""Calibration of a model's confidence."""

import numpy as np
from numpy.typing import NDArray

from retrain.metrics import reliability_bins
from retrain.ml_configuration.comparison_document import Calibration, RiskPoint

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
POINTS = 20


def measure_calibration(confidence: Floats, right: Flags, abstained: Flags) -> Calibration:
    """Reliability in bins of equal mass, and the risk-coverage curve.

    Reliability is measured on the rows where the model did not abstain.

    Args:
        confidence: probability of the predicted label, shape (rows,).
        right: whether the prediction is right, shape (rows,).
        abstained: whether the model abstained, shape (rows,).
    """
    bins = reliability_bins(confidence[~abstained], right[~abstained])
    curve = risk_coverage(confidence, right)
    weighted_errors = [bin_.rows * abs(bin_.confidence - bin_.right) for bin_ in bins]
    return Calibration(
        expected_error=sum(weighted_errors) / max(int((~abstained).sum()), 1),
        reliability=bins,
        area_under_risk=float(np.mean([point.risk for point in curve])) if curve else 0.0,
        risk_coverage=curve,
        abstained=float(abstained.mean()) if len(abstained) else 0.0,
    )


def risk_coverage(confidence: Floats, right: Flags, points: int = POINTS) -> tuple[RiskPoint, ...]:
    """The error rate among the most confident rows by their share (Geifman et al. 2017).

    Rows of equal confidence count with their mean, so that the order of the rows does not matter.

    Args:
        confidence: probability of the predicted label, shape (rows,).
        right: whether the prediction is right, shape (rows,).
        points: number of points at most.
    """
    _, tie, sizes = np.unique(-confidence, return_inverse=True, return_counts=True)
    wrong = np.cumsum(np.repeat(np.bincount(tie, ~right) / sizes, sizes))
    counts = sorted({round(len(wrong) * point / points) for point in range(1, points + 1)} - {0})
    total = len(wrong)
    return tuple(RiskPoint(coverage=count / total, risk=float(wrong[count - 1] / count)) for count in counts)
