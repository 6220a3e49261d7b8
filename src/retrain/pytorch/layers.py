"""The base class of the networks, and the layers that they share."""

from typing import Annotated, Any, ClassVar

import numpy as np
import torch
from pydantic import Field
from scipy.sparse import csr_matrix
from torch import nn
from torch.nn import functional

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import SparseGradBackend
from retrain.pytorch.dataset import Batch

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
            tensors = (self.weight, batch["indices"], batch["offsets"], weights)
            sums: torch.Tensor = ScipyEmbeddingBag.apply(*tensors)  # type: ignore[no-untyped-call]
            return sums
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


class ScipyEmbeddingBag(torch.autograd.Function):
    """An EmbeddingBag on the CPU whose gradient, for the weight alone, is a product of scipy's.

    torch sorts the non-zeros of a batch first, and takes about five times as long.
    """

    @staticmethod
    def forward(ctx: Any, *tensors: torch.Tensor) -> torch.Tensor:  # noqa: ANN401
        """The sums (n, k) of weighted rows.

        Args:
            ctx: torch's context.
            *tensors: weight (v, k); indices (z,) int64, its rows of each sum, one sum after another;
                offsets (n,) int64, where the indices of each sum begin; values (z,), the weight of
                each index.
        """
        weight, indices, offsets, values = tensors
        starts = np.append(offsets.numpy(), len(indices))
        ctx.rows = csr_matrix((values.numpy(), indices.numpy(), starts), shape=(len(offsets), len(weight)))
        return functional.embedding_bag(indices, weight, offsets, mode="sum", per_sample_weights=values)

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor | None, ...]:  # noqa: ANN401
        """The gradient of the weight, (v, k)."""
        return torch.from_numpy(ctx.rows.T @ gradients[0].numpy()), None, None, None
