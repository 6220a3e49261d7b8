"""What moves the weights against the gradient."""

from collections.abc import Callable

import torch
from torch import nn

from retrain.ml_configuration.enums import Optimizer, Summation
from retrain.ml_configuration.training import Training
from retrain.pytorch.layers import SparseLinear


def adamw(network: nn.Module, chosen: Training) -> torch.optim.Optimizer:
    """AdamW, whose every step moves every weight."""
    for layer in _sparse_layers(network):
        layer.summation = chosen.summation
    return torch.optim.AdamW(
        network.parameters(), lr=chosen.learning_rate, weight_decay=chosen.weight_decay, fused=True
    )


def adagrad(network: nn.Module, chosen: Training) -> torch.optim.Optimizer:
    """Adagrad, whose step moves only the weights of the sparse features that occur in the batch.

    A gradient that scipy sums holds all features, which is cheaper below about 50,000 of them.
    Several processes average dense gradients, which DDP asks for: the same steps, at the cost of
    all features.
    """
    for layer in _sparse_layers(network):
        layer.sparse_gradients = chosen.devices == 1 and chosen.summation is Summation.TORCH
        layer.summation = chosen.summation
    return torch.optim.Adagrad(network.parameters(), lr=chosen.learning_rate, fused=chosen.summation is Summation.SCIPY)


def _sparse_layers(network: nn.Module) -> list[SparseLinear]:
    return [layer for layer in network.modules() if isinstance(layer, SparseLinear)]


OPTIMIZERS: dict[Optimizer, Callable[[nn.Module, Training], torch.optim.Optimizer]] = {
    Optimizer.ADAGRAD: adagrad,
    Optimizer.ADAMW: adamw,
}
