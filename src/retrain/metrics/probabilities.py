"""What probabilities are worth: precision and recall at every threshold, and reliability."""

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.comparison_document import ReliabilityBin

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
BINS = 15


def precision_recall_points(score: Floats, positive: Flags, total: int) -> tuple[Floats, Floats]:
    """Precision and recall of the rows that reach each score that occurs, the highest score first.

    Args:
        score: (n,).
        positive: (n,), whether each row counts as found.
        total: rows that there are to find, the denominator of recall; 0 gives a recall of 0.

    Returns:
        Precision and recall, each (distinct scores,).
    """
    order = np.argsort(-score, kind="stable")
    selected = np.flatnonzero(np.append(np.diff(score[order]), -1.0)) + 1
    hits = np.cumsum(positive[order])[selected - 1]
    return hits / selected, hits / max(total, 1)


def average_precision(score: Floats, positive: Flags) -> float:
    """The mean precision, weighted by the gain in recall at each score, as scikit-learn's.

    It is 0 without a positive row.

    Args:
        score: (n,), n at least 1.
        positive: (n,).
    """
    precision, recall = precision_recall_points(score, positive, int(positive.sum()))
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


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
