"""Scores of predicted labels against the true ones, rounded to six decimals."""

import numpy as np
from numpy.typing import NDArray

from retrain.metrics.f1 import count_labels, label_f1, macro_f1
from retrain.metrics.probabilities import average_precision

Labels = NDArray[np.object_]
DECIMALS = 6


def classification_scores(truth: Labels, prediction: Labels) -> dict[str, float]:
    """`macro_f1`, the mean over the labels that occur in the truth, and `accuracy`.

    Args:
        truth: (n,) labels, n at least 1.
        prediction: (n,) labels.
    """
    _, counts = _counted(truth, prediction)
    scores = {"macro_f1": macro_f1(*counts), "accuracy": np.mean(truth == prediction)}
    return {name: round(float(score), DECIMALS) for name, score in scores.items()}


def f1_by_label(truth: Labels, prediction: Labels) -> dict[str, float]:
    """The F1 of each label that occurs in the truth, by label."""
    labels, counts = _counted(truth, prediction)
    scores = dict(zip(labels.tolist(), label_f1(*counts).tolist(), strict=True))
    return {label: scores[label] for label in np.unique(truth)}


def positive_class_scores(
    truth: Labels, prediction: Labels, probability: NDArray[np.float64], positive: str
) -> dict[str, float]:
    """`precision`, `recall` and `average_precision` of the positive class.

    Args:
        truth: (n,) labels, n at least 1.
        prediction: (n,) labels.
        probability: (n,), of the positive class.
        positive: the label of the positive class.
    """
    is_positive = truth == positive
    predicted = prediction == positive
    hits = int((is_positive & predicted).sum())
    scores = {
        "precision": hits / max(int(predicted.sum()), 1),
        "recall": hits / max(int(is_positive.sum()), 1),
        "average_precision": average_precision(probability, is_positive),
    }
    return {name: round(score, DECIMALS) for name, score in scores.items()}


def _counted(truth: Labels, prediction: Labels) -> tuple[Labels, tuple[NDArray[np.int64], ...]]:
    labels, positions = np.unique(np.concatenate((truth, prediction)), return_inverse=True)
    return labels, count_labels(positions[: len(truth)], positions[len(truth) :], len(labels))
