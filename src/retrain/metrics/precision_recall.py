"""Precision and recall at every threshold of a score."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


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
