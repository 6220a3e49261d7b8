"""Logits of a trained network, the same bits for one row or for many.

Every product is one of a CSR matrix, which scipy adds up row by row in the order of the columns; a BLAS product of all
rows would round differently for another number of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from retrain.inference.sparse_rows import SparseRows
from retrain.ml_configuration.enums import NetworkKind

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array: TypeAlias = NDArray[np.float32]
Tensors: TypeAlias = Mapping[str, Array]
SPARSE_WEIGHT = "sparse.weight"


def logits(network: NetworkKind, tensors: Tensors, sparse: csr_matrix, dense: Array) -> Array:
    """The scores of every label for every row.

    Args:
        network: which forward pass the tensors belong to.
        tensors: name -> array, as `pytorch` wrote them.
        sparse: (n, v) float32, the joined sparse features.
        dense: (n, d) float32, the joined dense features.

    Returns:
        (n, k) float32.
    """
    return logits_of_blocks(network, tensors, [SparseRows.of(sparse)] if sparse.shape[1] else [], dense)


def logits_of_blocks(network: NetworkKind, tensors: Tensors, sparse: Iterable[SparseRows], dense: Array) -> Array:
    """The same scores where nobody has put the blocks of sparse features side by side."""
    product, begin = np.zeros((len(dense), len(tensors["output.bias"])), np.float32), 0
    for block in sparse:
        end = begin + block.width
        block.add_product(tensors[SPARSE_WEIGHT][begin:end], product)
        begin = end
    return FORWARD[network](tensors, product, dense)


def _linear(tensors: Tensors, of_sparse: Array, dense: Array) -> Array:
    return of_sparse + (_affine(dense, tensors, "output") if dense.shape[1] else tensors["output.bias"])


def _ensemble(tensors: Tensors, of_sparse: Array, dense: Array) -> Array:
    hidden = np.maximum(_affine(dense, tensors, "hidden"), np.float32(0))
    sparse_share, of_dense = tensors["sparse_share"], _affine(hidden, tensors, "output")
    return np.asarray(sparse_share * (of_sparse + tensors["bias"]) + (1 - sparse_share) * of_dense, np.float32)


def _wide(tensors: Tensors, of_sparse: Array, dense: Array) -> Array:
    hidden = np.maximum(_affine(dense, tensors, "hidden"), np.float32(0))
    return of_sparse + _affine(hidden, tensors, "output")


def _affine(rows: Array, tensors: Tensors, layer: str) -> Array:
    weights = np.ascontiguousarray(tensors[f"{layer}.weight"].T)
    return np.asarray(SparseRows.of_dense(rows) @ weights + tensors[f"{layer}.bias"])


FORWARD: dict[NetworkKind, Callable[[Tensors, Array, Array], Array]] = {
    NetworkKind.ENSEMBLE: _ensemble,
    NetworkKind.LINEAR: _linear,
    NetworkKind.WIDE: _wide,
}
