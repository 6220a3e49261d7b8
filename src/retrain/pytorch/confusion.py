"""Figures of a confusion matrix."""

import torch


def macro_f1(confusion: torch.Tensor) -> torch.Tensor:
    """The mean F1 over the labels that occur in the truth.

    Args:
        confusion: (k, k) counts, truth by prediction.

    Returns:
        A float32 scalar; 0 where nothing was counted.
    """
    support, predicted = confusion.sum(dim=1), confusion.sum(dim=0)
    present = support > 0
    if not bool(present.any()):
        return torch.tensor(0.0)
    f1 = 2 * confusion.diagonal()[present] / (support + predicted)[present]
    return f1.mean()
