"""How often predictions of each confidence are right."""

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.comparison_document import ReliabilityBin

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
BINS = 15


def reliability_bins(confidence: Floats, right: Flags, bins: int = BINS) -> tuple[ReliabilityBin, ...]:
    """Bins of equal mass, the least confident first (Nixon et al. 2019); none without rows.

    Rows of equal confidence share a bin, so that the order of the rows does not matter.

    Args:
        confidence: probability of the predicted label, shape (rows,).
        right: whether the prediction is right, shape (rows,).
        bins: number of bins at most.
    """
    _, tie, sizes = np.unique(confidence, return_inverse=True, return_counts=True)
    rows_before = np.cumsum(sizes) - sizes
    bin_of_row = (rows_before * bins // max(len(confidence), 1))[tie]
    rows = np.bincount(bin_of_row)
    confidences = np.bincount(bin_of_row, confidence)
    hits = np.bincount(bin_of_row, right)
    return tuple(
        ReliabilityBin(rows=int(rows[i]), confidence=float(confidences[i] / rows[i]), right=float(hits[i] / rows[i]))
        for i in np.flatnonzero(rows)
    )
