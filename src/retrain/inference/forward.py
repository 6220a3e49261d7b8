"""Logits of a trained network, the same bits for one row or for many.

Every product is one of a CSR matrix, which scipy adds up row by row in the order of the columns; a BLAS product of all
rows would round differently for another number of rows.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from retrain.ml_configuration.enums import NetworkKind

Array = NDArray[np.float32]
Tensors = Mapping[str, Array]


def logits(network: NetworkKind, tensors: Tensors, sparse: csr_matrix, dense: Array) -> Array:
    """The scores of every label for every row.

    Args:
        network: which forward pass the tensors belong to.
        tensors: name -> array, as `pytorch` wrote them.
        sparse: (n, v) float32 CSR, the joined sparse features.
        dense: (n, d) float32, the joined dense features.

    Returns:
        (n, k) float32.
    """
    return FORWARD[network](tensors, sparse, dense)


def _linear(tensors: Tensors, sparse: csr_matrix, dense: Array) -> Array:
    return _of_sparse(sparse, tensors) + _affine(dense, tensors, "output")


def _ensemble(tensors: Tensors, sparse: csr_matrix, dense: Array) -> Array:
    hidden = np.maximum(_affine(dense, tensors, "hidden"), np.float32(0))
    of_sparse, of_dense = _of_sparse(sparse, tensors) + tensors["bias"], _affine(hidden, tensors, "output")
    return np.asarray(tensors["sparse_share"] * of_sparse + (1 - tensors["sparse_share"]) * of_dense, np.float32)


def _wide(tensors: Tensors, sparse: csr_matrix, dense: Array) -> Array:
    hidden = np.maximum(_affine(dense, tensors, "hidden"), np.float32(0))
    return _of_sparse(sparse, tensors) + _affine(hidden, tensors, "output")


def _of_sparse(sparse: csr_matrix, tensors: Tensors) -> Array | np.float32:
    return _product(sparse, tensors["sparse.weight"]) if sparse.shape[1] else np.float32(0)


def _affine(rows: Array, tensors: Tensors, layer: str) -> Array:
    weights = np.ascontiguousarray(tensors[f"{layer}.weight"].T)
    return _product(csr_matrix(rows), weights) + tensors[f"{layer}.bias"]


def _product(rows: csr_matrix, weights: Array) -> Array:
    return np.asarray(rows @ weights, dtype=np.float32)


FORWARD: dict[NetworkKind, Callable[[Tensors, csr_matrix, Array], Array]] = {
    NetworkKind.ENSEMBLE: _ensemble,
    NetworkKind.LINEAR: _linear,
    NetworkKind.WIDE: _wide,
}
