"""What training makes small."""

from collections.abc import Callable

import torch
from torch.nn import functional

from retrain.ml_configuration.enums import Loss

Measure = Callable[[torch.Tensor, torch.Tensor, torch.Tensor | None], torch.Tensor]


def squared_hinge(logits: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
    """The squared hinge of each label against the rest, summed over labels, averaged over rows.

    The loss of a linear support vector machine: Crammer and Singer, 2001, section 2, in its one-against-the-rest form.

    Args:
        logits: (n, k).
        labels: (n,) positions.
        weights: (k,), of a row by its label; None weighs all rows alike.

    Returns:
        A scalar.
    """
    signs = torch.full_like(logits, -1.0).scatter_(1, labels[:, None], 1.0)
    rows = functional.relu(1 - signs * logits).square().sum(dim=1)
    return rows.mean() if weights is None else (rows * weights[labels]).sum() / weights[labels].sum()


def loss_of(
    measure: Measure, logits: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor | None = None
) -> torch.Tensor:
    """The loss of one network, or the mean loss of the members of an ensemble, each by itself.

    Args:
        measure: one of `LOSSES`.
        logits: (n, k), or (n, m, k) of m members.
        labels: (n,) positions.
        weights: (k,), of a row by its label; None weighs all rows alike.

    Returns:
        A scalar.
    """
    members = logits.shape[1:-1].numel()
    return measure(logits.flatten(0, -2), labels.repeat_interleave(members), weights)


LOSSES: dict[Loss, Measure] = {
    Loss.CROSS_ENTROPY: functional.cross_entropy,
    Loss.SQUARED_HINGE: squared_hinge,
}
