"""What moves the weights against the gradient."""

from collections.abc import Callable

import torch
from torch import nn

from retrain.ml_configuration.enums import Optimizer
from retrain.ml_configuration.training import Training
from retrain.pytorch.layers import SparseLinear


def adamw(network: nn.Module, chosen: Training) -> torch.optim.Optimizer:
    """AdamW, whose every step moves every weight."""
    return torch.optim.AdamW(
        network.parameters(), lr=chosen.learning_rate, weight_decay=chosen.weight_decay, fused=True
    )


def adagrad(network: nn.Module, chosen: Training) -> torch.optim.Optimizer:
    """Adagrad, whose step moves only the weights of the sparse features that occur in the batch.

    Several processes average dense gradients, which DDP asks for: the same steps, at the cost of all features.
    """
    for layer in network.modules():
        if isinstance(layer, SparseLinear):
            layer.sparse_gradients = chosen.devices == 1
    return torch.optim.Adagrad(network.parameters(), lr=chosen.learning_rate)


OPTIMIZERS: dict[Optimizer, Callable[[nn.Module, Training], torch.optim.Optimizer]] = {
    Optimizer.ADAGRAD: adagrad,
    Optimizer.ADAMW: adamw,
}
