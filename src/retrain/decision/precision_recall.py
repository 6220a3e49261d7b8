"""The label that a binary task looks for, at every limit of its probability."""

import numpy as np

from retrain.decision.evidence import Holdout
from retrain.ml_configuration.comparison_document import DetectionPoint, Model

POINTS = 50


def detection(holdout: Holdout, positive: str | None) -> dict[Model, tuple[DetectionPoint, ...]]:
    """Precision and recall of each model at no more than 50 limits, the highest first.

    None where no label is looked for, or no row has it. The probability of the label is the
    confidence of the answer where that is the label, else what is left of it.
    """
    has = np.asarray(holdout.truth == positive, dtype=bool)
    answers = {Model.LEGACY: holdout.legacy, Model.RETRAINED: holdout.retrained}
    if not has.any():
        return {}
    return {
        model: _curve(has, np.where(given.prediction == positive, given.confidence, 1 - given.confidence))
        for model, given in answers.items()
        if given is not None
    }


def _curve(has: np.ndarray, probability: np.ndarray) -> tuple[DetectionPoint, ...]:
    from sklearn.metrics import precision_recall_curve

    precision, recall, limits = precision_recall_curve(has, probability, drop_intermediate=True)
    kept = np.unique(np.linspace(0, len(limits) - 1, POINTS).round().astype(int))[::-1]
    return tuple(
        DetectionPoint(limit=limits[place], precision=precision[place], recall=recall[place]) for place in kept.tolist()
    )
