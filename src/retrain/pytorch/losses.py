"""What training makes small."""

from collections.abc import Callable

import torch
from torch.nn import functional

from retrain.ml_configuration.enums import Loss


def squared_hinge(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The squared hinge of each label against the rest, summed over labels, averaged over rows.

    The loss of a linear support vector machine: Crammer and Singer, 2001, section 2, in its one-against-the-rest form.

    Args:
        logits: (n, k).
        labels: (n,) positions.

    Returns:
        A scalar.
    """
    signs = torch.full_like(logits, -1.0).scatter_(1, labels[:, None], 1.0)
    return functional.relu(1 - signs * logits).square().sum(dim=1).mean()


LOSSES: dict[Loss, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    Loss.CROSS_ENTROPY: functional.cross_entropy,
    Loss.SQUARED_HINGE: squared_hinge,
}
