"""Calibrated probabilities from logits, by temperature scaling."""

import numpy as np
from numpy.typing import NDArray

from retrain.inference.forward import softmax

MIN_TEMPERATURE = 0.05
MAX_TEMPERATURE = 20.0


def fit_temperature(logits: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """The temperature with the least cross-entropy on rows that were not trained on.

    Guo et al., On Calibration of Modern Neural Networks, 2017, section 4.2.

    Args:
        logits: (n, k).
        truth: (n,) label positions.

    Returns:
        A divisor of the logits between .05 and 20; 1.0 where there are no rows.
    """
    if truth.size == 0:
        return 1.0
    from scipy.optimize import minimize_scalar

    def cross_entropy(log_temperature: float) -> float:
        probabilities = softmax(logits, float(np.exp(log_temperature)))
        of_truth = probabilities[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(of_truth, 1e-300)).mean())

    bounds = (np.log(MIN_TEMPERATURE), np.log(MAX_TEMPERATURE))
    minimum = minimize_scalar(cross_entropy, bounds=bounds, method="bounded")
    return round(float(np.exp(minimum.x)), 6)
