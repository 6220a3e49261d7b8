"""Logits and probabilities of a trained network, with the same bits for one row or for many.

Every product is that of a CSR matrix, which scipy sums row by row in the order of the columns; a
BLAS product of all rows would round differently for another number of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse._sparsetools import csr_matvecs

from retrain.ml_configuration.enums import NetworkKind

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array: TypeAlias = NDArray[np.float32]
Tensors: TypeAlias = Mapping[str, Array]
Layer: TypeAlias = Callable[[Array], Array]
SPARSE_WEIGHT = "sparse.weight"


class SparseRows(NamedTuple):
    """The arrays of a CSR matrix; scipy's own class takes ten times as long as a small product.

    Attributes:
        data: float32, the stored values.
        indices: int32, the column of each.
        indptr: int32, where each row begins, and the end of the last.
        width: columns.
    """

    data: NDArray[np.float32]
    indices: NDArray[np.int32]
    indptr: NDArray[np.int32]
    width: int

    @classmethod
    def from_csr(cls, matrix: csr_matrix) -> SparseRows:
        """The rows of a CSR matrix, which share its arrays."""
        return cls(matrix.data, matrix.indices, matrix.indptr, matrix.shape[1])

    @classmethod
    def from_dense(cls, rows: NDArray[np.float32]) -> SparseRows:
        """The rows of a dense array; of several rows zeros are left out, which changes no sum."""
        if len(rows) == 1:
            return cls(rows[0], *_every_column(rows.shape[1]))
        row_numbers, columns = rows.nonzero()
        indptr = np.searchsorted(row_numbers, np.arange(len(rows) + 1)).astype(np.int32)
        return cls(rows[row_numbers, columns], columns.astype(np.int32), indptr, rows.shape[1])

    def __matmul__(self, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """The product with (width, k) weights; each row is summed in the order of its columns."""
        product = np.zeros((len(self.indptr) - 1, weights.shape[1]), np.float32)
        self.add_product(weights, product)
        return product

    def add_product(self, weights: NDArray[np.float32], total: NDArray[np.float32]) -> None:
        """Adds the same product to a total of n rows, (n, k), in place."""
        rows, columns = total.shape
        flat = (weights.ravel(), total.ravel())
        csr_matvecs(rows, self.width, columns, self.indptr, self.indices, self.data, *flat)


class ForwardPass:
    """The forward pass of a trained network, its tensors laid out once for the products."""

    def __init__(self, network: NetworkKind, tensors: Tensors) -> None:
        """Prepares the products.

        Args:
            network: which network the tensors belong to.
            tensors: name -> array, as `pytorch` wrote them.
        """
        self._sparse_weight = tensors.get(SPARSE_WEIGHT)
        self._labels = len(tensors["output.bias"])
        self._rest = FORWARD_PASSES[network](tensors)

    def logits(self, sparse: Iterable[SparseRows], dense: Array) -> Array:
        """The scores of every label for every row, (n, k) float32.

        Args:
            sparse: the blocks of sparse features, n rows each, in the order of the network's
                inputs.
            dense: (n, d) float32, the joined dense features.
        """
        product = np.zeros((len(dense), self._labels), np.float32)
        begin = 0
        for block in sparse:
            if self._sparse_weight is not None:
                end = begin + block.width
                block.add_product(self._sparse_weight[begin:end], product)
                begin = end
        return self._rest(product, dense)


def logits(network: NetworkKind, tensors: Tensors, sparse: csr_matrix, dense: Array) -> Array:
    """The logits from (n, v) joined sparse features and (n, d) dense ones, (n, labels) float32."""
    return ForwardPass(network, tensors).logits([SparseRows.from_csr(sparse)], dense)


def softmax(logits: NDArray[np.float32], temperature: float = 1.0) -> NDArray[np.float64]:
    """The probabilities of every label, (n, k) float64, rows summing to 1."""
    probabilities = np.divide(logits, temperature, dtype=np.float64)
    probabilities -= np.maximum.reduce(probabilities, axis=1, keepdims=True)
    np.exp(probabilities, out=probabilities)
    probabilities /= np.add.reduce(probabilities, axis=1, keepdims=True)
    return probabilities


def _linear(tensors: Tensors) -> Callable[[Array, Array], Array]:
    output = _layer(tensors, "output")
    return lambda of_sparse, dense: of_sparse + output(dense)


def _ensemble(tensors: Tensors) -> Callable[[Array, Array], Array]:
    hidden = _hidden(tensors)
    output = _layer(tensors, "output")
    bias = tensors["bias"]
    sparse_share = tensors["sparse_share"]

    def mixed(of_sparse: Array, dense: Array) -> Array:
        of_dense = output(hidden(dense))
        mean = sparse_share * (of_sparse + bias) + (1 - sparse_share) * of_dense
        return np.asarray(mean, np.float32)

    return mixed


def _wide(tensors: Tensors) -> Callable[[Array, Array], Array]:
    hidden = _hidden(tensors)
    output = _layer(tensors, "output")
    return lambda of_sparse, dense: of_sparse + output(hidden(dense))


def _hidden(tensors: Tensors) -> Layer:
    hidden = _layer(tensors, "hidden")
    return lambda rows: np.maximum(hidden(rows), np.float32(0))


def _layer(tensors: Tensors, name: str) -> Layer:
    weights = np.ascontiguousarray(tensors[f"{name}.weight"].T)
    bias = tensors[f"{name}.bias"]
    if not len(weights):
        return lambda _rows: bias[None]
    return lambda rows: SparseRows.from_dense(rows) @ weights + bias


@lru_cache
def _every_column(width: int) -> tuple[NDArray[np.int32], NDArray[np.int32], int]:
    """The indices, ends and width of one row in which every column is stored."""
    return np.arange(width, dtype=np.int32), np.array((0, width), np.int32), width


FORWARD_PASSES: dict[NetworkKind, Callable[[Tensors], Callable[[Array, Array], Array]]] = {
    NetworkKind.ENSEMBLE: _ensemble,
    NetworkKind.LINEAR: _linear,
    NetworkKind.WIDE: _wide,
}
