"""An EmbeddingBag whose gradient is a product of scipy's, of a sparse matrix with a dense one.

torch sorts the non-zeros of a batch first, and takes about five times as long.
"""

from typing import Any

import numpy as np
import torch
from scipy.sparse import csr_matrix
from torch.nn import functional


def embedding_bag_by_scipy(
    weight: torch.Tensor, indices: torch.Tensor, offsets: torch.Tensor, values: torch.Tensor
) -> torch.Tensor:
    """The sums (n, k) of weighted rows of `weight`, on the CPU, with a gradient for `weight` alone.

    Args:
        weight: (v, k).
        indices: (z,) int64, the rows of `weight` of each sum, one sum after another.
        offsets: (n,) int64, where the indices of each sum begin.
        values: (z,), the weight of each index.
    """
    sums: torch.Tensor = _ScipyBag.apply(weight, indices, offsets, values)  # type: ignore[no-untyped-call]
    return sums


class _ScipyBag(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,  # noqa: ANN401
        weight: torch.Tensor,
        indices: torch.Tensor,
        offsets: torch.Tensor,
        values: torch.Tensor,
    ) -> torch.Tensor:
        starts = np.append(offsets.numpy(), len(indices))
        ctx.rows = csr_matrix((values.numpy(), indices.numpy(), starts), shape=(len(offsets), len(weight)))
        return functional.embedding_bag(indices, weight, offsets, mode="sum", per_sample_weights=values)

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor | None, ...]:  # noqa: ANN401
        return torch.from_numpy(ctx.rows.T @ gradients[0].numpy()), None, None, None
