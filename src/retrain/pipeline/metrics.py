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


def detection(truth: Labels, answers: Labels, probability: NDArray[np.float64], positive: str) -> dict[str, float]:
    """Of the label that is looked for: precision and recall of the answers, average precision of its probability.

    Args:
        truth: (n,) labels, n at least 1.
        answers: (n,) labels.
        probability: (n,) of that label.
        positive: the label.
    """
    from sklearn.metrics import average_precision_score

    has, said = truth == positive, answers == positive
    hits = int((has & said).sum())
    found = {
        "precision": hits / max(int(said.sum()), 1),
        "recall": hits / max(int(has.sum()), 1),
        "average_precision": float(average_precision_score(has, probability)) if has.any() else 0.0,
    }
    return {name: round(value, 6) for name, value in found.items()}


def f1_by_label(truth: Labels, answers: Labels) -> dict[str, float]:
    """The F1 of each label that occurs in the truth, by label."""
    right = truth == answers
    return {
        label: 2 * int(right[truth == label].sum()) / (int((truth == label).sum()) + int((answers == label).sum()))
        for label in np.unique(truth)
    }
