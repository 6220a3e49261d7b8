"""Loss functions."""

from collections.abc import Callable
from functools import partial

import torch
from torch.nn import functional

from retrain.ml_configuration.enums import Loss

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


LOSSES: dict[Loss, LossFunction] = {
    Loss.CROSS_ENTROPY: partial(functional.cross_entropy, reduction="none"),
    Loss.SQUARED_HINGE: squared_hinge,
}
