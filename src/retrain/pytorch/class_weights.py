"""How much a training row counts in the loss, by its label."""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from retrain.ml_configuration.enums import ClassWeights


def class_weights(scheme: ClassWeights, positions: NDArray[np.int64], labels: int) -> torch.Tensor | None:
    """The weight of each label, float32 (labels,); None where all rows count alike.

    Args:
        scheme: `balanced` lets every label count alike, like scikit-learn's; `sqrt` takes the root
            of these weights.
        positions: the labels of the training rows, (n,).
        labels: number of labels.
    """
    curve = CURVES[scheme]
    if curve is None:
        return None
    counts = np.maximum(np.bincount(positions, minlength=labels), 1)
    return torch.from_numpy(curve(len(positions) / (labels * counts)).astype(np.float32))


CURVES: dict[ClassWeights, Callable[[NDArray[np.float64]], NDArray[np.float64]] | None] = {
    ClassWeights.NONE: None,
    ClassWeights.BALANCED: np.asarray,
    ClassWeights.SQRT: np.sqrt,
}
