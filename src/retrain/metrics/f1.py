"""The F1 of each label and its mean over labels, from counts.

Counts have the shape (k,) for k labels, or (k, draws) for many resamples at once: rows whose true
label this is (support), rows with this prediction (predicted), and rows with both (hits).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[Any]
Floats = NDArray[np.float64]


def count_labels(truth: NDArray[np.int64], prediction: NDArray[np.int64], labels: int) -> tuple[Counts, Counts, Counts]:
    """The support, predicted and hits of each label, (labels,) each.

    Args:
        truth: (n,) label positions.
        prediction: (n,) label positions.
        labels: number of labels.
    """
    support = np.bincount(truth, minlength=labels)
    predicted = np.bincount(prediction, minlength=labels)
    hits = np.bincount(truth[truth == prediction], minlength=labels)
    return support, predicted, hits


def label_f1(support: Counts, predicted: Counts, hits: Counts) -> Floats:
    """The harmonic mean of each label's precision and recall; 0 for one that does not occur."""
    return safe_divide(2 * hits, support + predicted)


def macro_f1(support: Counts, predicted: Counts, hits: Counts) -> Floats:
    """The mean F1 of the labels that occur in the truth, () or (draws,); 0 without rows."""
    occurs = support > 0
    total = (label_f1(support, predicted, hits) * occurs).sum(axis=0)
    return safe_divide(total, occurs.sum(axis=0))


def safe_divide(numerator: Counts, denominator: Counts) -> Floats:
    """The quotient, element by element; 0 where the denominator, and so the numerator, is 0."""
    return np.asarray(numerator / np.where(denominator > 0, denominator, 1), dtype=np.float64)
