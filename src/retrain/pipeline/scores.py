"""Accuracy and macro F1 of answers."""

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.object_]


def scores(truth: Labels, answers: Labels) -> dict[str, float]:
    """`macro_f1` (the mean over the labels that occur in the truth) and `accuracy`, six decimals.

    Args:
        truth: (n,) labels, n at least 1.
        answers: (n,) labels.
    """
    right = truth == answers
    f1 = list(f1_by_label(truth, answers).values())
    return {"macro_f1": round(float(np.mean(f1)), 6), "accuracy": round(float(right.mean()), 6)}


def f1_by_label(truth: Labels, answers: Labels) -> dict[str, float]:
    """The F1 of each label that occurs in the truth, by label."""
    right = truth == answers
    return {
        label: 2 * int(right[truth == label].sum()) / (int((truth == label).sum()) + int((answers == label).sum()))
        for label in np.unique(truth)
    }
