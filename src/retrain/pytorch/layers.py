"""The base class of the networks, and the layers that they share."""

from typing import Annotated, Any, ClassVar

import torch
from pydantic import Field
from torch import nn
from torch.nn import functional

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import SparseGradBackend
from retrain.pytorch.dataset import Batch
from retrain.pytorch.scipy_embedding_bag import embedding_bag_by_scipy

Dropout = Annotated[float, Field(ge=0, lt=1)]


class TaskNetwork(nn.Module):
    """A network that maps a batch to logits (n, labels).

    Args:
        options: an object of its class `Options`, made from the keys of `conf/network/`.
        sparse: number of sparse features.
        dense: number of dense features.
        labels: number of labels.
    """

    Options: ClassVar[type[FrozenModel]]

    def __init__(self, options: Any, sparse: int, dense: int, labels: int) -> None:  # noqa: ANN401
        super().__init__()


class SparseLinear(nn.Module):
    """A linear layer over (indices, offsets, weights), with dropout of single non-zeros.

    Args:
        features: width of the sparse features.
        labels: number of outputs.
        dropout: share of the non-zeros left out while training.

    Attributes:
        sparse_gradients: whether a gradient holds the features of the batch alone, which the
            optimiser has to support.
        sparse_grad_backend: the library that sums a gradient that holds all features.
    """

    def __init__(self, features: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.sparse_gradients = False
        self.sparse_grad_backend = SparseGradBackend.TORCH
        self.weight = nn.Parameter(torch.zeros(max(features, 1), labels))

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (n, labels)."""
        weights = functional.dropout(batch["weights"], self.dropout, self.training)
        if self.sparse_grad_backend is SparseGradBackend.SCIPY and self.training:
            return embedding_bag_by_scipy(self.weight, batch["indices"], batch["offsets"], weights)
        return functional.embedding_bag(
            batch["indices"],
            self.weight,
            batch["offsets"],
            mode="sum",
            sparse=self.sparse_gradients,
            per_sample_weights=weights,
        )


class Affine(nn.Module):
    """A dense layer that starts at zero; without inputs it is a bias."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """(n, inputs) to (n, outputs)."""
        return functional.linear(rows, self.weight, self.bias)
