"""Logits of a trained network, the same bits for one row or for many.

Every product is one of a CSR matrix, which scipy adds up row by row in the order of the columns; a
BLAS product of all rows would round differently for another number of rows.
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
Layer: TypeAlias = Callable[[Array], Array]
SPARSE_WEIGHT = "sparse.weight"


class Forward:
    """A trained network, its tensors laid out once as the products read them."""

    def __init__(self, network: NetworkKind, tensors: Tensors) -> None:
        """Lays the tensors out.

        Args:
            network: which forward pass the tensors belong to.
            tensors: name -> array, as `pytorch` wrote them.
        """
        self._sparse, self._labels = tensors.get(SPARSE_WEIGHT), len(tensors["output.bias"])
        self._rest = FORWARD[network](tensors)

    def logits(self, sparse: Iterable[SparseRows], dense: Array) -> Array:
        """The scores of every label for every row, (n, k) float32.

        Args:
            sparse: the blocks of sparse features, n rows each, in the order of the network's
                inputs.
            dense: (n, d) float32, the joined dense features.
        """
        product, begin = np.zeros((len(dense), self._labels), np.float32), 0
        for block in sparse:
            if self._sparse is not None:
                end = begin + block.width
                block.add_product(self._sparse[begin:end], product)
                begin = end
        return self._rest(product, dense)


def logits(network: NetworkKind, tensors: Tensors, sparse: csr_matrix, dense: Array) -> Array:
    """The same scores from (n, v) joined sparse features."""
    return Forward(network, tensors).logits([SparseRows.of(sparse)], dense)


def _linear(tensors: Tensors) -> Callable[[Array, Array], Array]:
    output = _layer(tensors, "output")
    return lambda of_sparse, dense: of_sparse + output(dense)


def _ensemble(tensors: Tensors) -> Callable[[Array, Array], Array]:
    hidden, output = _hidden(tensors), _layer(tensors, "output")
    bias, sparse_share = tensors["bias"], tensors["sparse_share"]

    def mixed(of_sparse: Array, dense: Array) -> Array:
        of_dense = output(hidden(dense))
        return np.asarray(sparse_share * (of_sparse + bias) + (1 - sparse_share) * of_dense, np.float32)

    return mixed


def _wide(tensors: Tensors) -> Callable[[Array, Array], Array]:
    hidden, output = _hidden(tensors), _layer(tensors, "output")
    return lambda of_sparse, dense: of_sparse + output(hidden(dense))


def _hidden(tensors: Tensors) -> Layer:
    hidden = _layer(tensors, "hidden")
    return lambda rows: np.maximum(hidden(rows), np.float32(0))


def _layer(tensors: Tensors, name: str) -> Layer:
    weights, bias = np.ascontiguousarray(tensors[f"{name}.weight"].T), tensors[f"{name}.bias"]
    if not len(weights):
        return lambda _rows: bias[None]
    return lambda rows: SparseRows.of_dense(rows) @ weights + bias


FORWARD: dict[NetworkKind, Callable[[Tensors], Callable[[Array, Array], Array]]] = {
    NetworkKind.ENSEMBLE: _ensemble,
    NetworkKind.LINEAR: _linear,
    NetworkKind.WIDE: _wide,
}
