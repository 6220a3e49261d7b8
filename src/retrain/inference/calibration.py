"""Probabilities from logits, tempered so that a confidence of .8 is right 8 times in 10."""

import numpy as np
from numpy.typing import NDArray

COLDEST, HOTTEST = 0.05, 20.0


def softmax(logits: NDArray[np.float32], temperature: float = 1.0) -> NDArray[np.float64]:
    """The probabilities of every label, (n, k) float64, rows summing to 1."""
    shares = np.divide(logits, temperature, dtype=np.float64)
    shares -= np.maximum.reduce(shares, axis=1, keepdims=True)
    np.exp(shares, out=shares)
    shares /= np.add.reduce(shares, axis=1, keepdims=True)
    return shares


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
        of_truth = softmax(logits, float(np.exp(log_temperature)))[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(of_truth, 1e-300)).mean())

    found = minimize_scalar(cross_entropy, bounds=(np.log(COLDEST), np.log(HOTTEST)), method="bounded")
    return round(float(np.exp(found.x)), 6)
