"""Optimizers."""

from collections.abc import Callable

import torch
from torch import nn

from retrain.ml_configuration.enums import Optimizer, SparseGradBackend
from retrain.ml_configuration.training import Training
from retrain.pytorch.layers import SparseLinear


def adamw(network: nn.Module, options: Training) -> torch.optim.Optimizer:
    """AdamW; each step moves every weight."""
    for layer in _sparse_layers(network):
        layer.sparse_grad_backend = options.summation
    return torch.optim.AdamW(
        network.parameters(), lr=options.learning_rate, weight_decay=options.weight_decay, fused=True
    )


def adagrad(network: nn.Module, options: Training) -> torch.optim.Optimizer:
    """Adagrad; each step moves only the weights of the sparse features that occur in the batch.

    A gradient that scipy sums holds all features, which is cheaper below about 50,000 of them.
    Several processes average dense gradients, which DDP requires: the same steps, at the cost of
    all features.
    """
    fused = options.summation is SparseGradBackend.SCIPY
    for layer in _sparse_layers(network):
        layer.sparse_gradients = options.devices == 1 and not fused
        layer.sparse_grad_backend = options.summation
    return torch.optim.Adagrad(network.parameters(), lr=options.learning_rate, fused=fused)


def _sparse_layers(network: nn.Module) -> list[SparseLinear]:
    return [layer for layer in network.modules() if isinstance(layer, SparseLinear)]


OPTIMIZERS: dict[Optimizer, Callable[[nn.Module, Training], torch.optim.Optimizer]] = {
    Optimizer.ADAGRAD: adagrad,
    Optimizer.ADAMW: adamw,
}
