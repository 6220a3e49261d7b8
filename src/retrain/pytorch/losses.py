"""Loss functions, and how much a row counts in them by its label."""

from collections.abc import Callable
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from retrain.ml_configuration.enums import ClassWeights, Loss

LossFunction = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def squared_hinge(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The squared hinge loss of each row: each label against the rest, summed over labels.

    The loss of a linear support vector machine: Crammer and Singer, 2001, section 2, in its
    one-against-the-rest form.

    Args:
        logits: (n, k).
        labels: (n,) positions.

    Returns:
        (n,).
    """
    signs = torch.full_like(logits, -1.0).scatter_(1, labels[:, None], 1.0)
    return functional.relu(1 - signs * logits).square().sum(dim=1)


def mean_loss(
    loss: LossFunction, logits: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor | None = None
) -> torch.Tensor:
    """The mean loss over the rows of one network, or over the rows and members of an ensemble.

    Args:
        loss: one of `LOSSES`.
        logits: (n, k), or (n, m, k) of m members.
        labels: (n,) positions.
        weights: (n,), of the rows; None weighs all alike.

    Returns:
        A scalar.
    """
    members = logits.shape[1:-1].numel()
    losses = loss(logits.flatten(0, -2), labels.repeat_interleave(members))
    if weights is None:
        return losses.mean()
    weights = weights.repeat_interleave(members)
    return (losses * weights).sum() / weights.sum()


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


LOSSES: dict[Loss, LossFunction] = {
    Loss.CROSS_ENTROPY: partial(functional.cross_entropy, reduction="none"),
    Loss.SQUARED_HINGE: squared_hinge,
}
CURVES: dict[ClassWeights, Callable[[NDArray[np.float64]], NDArray[np.float64]] | None] = {
    ClassWeights.NONE: None,
    ClassWeights.BALANCED: np.asarray,
    ClassWeights.SQRT: np.sqrt,
}
