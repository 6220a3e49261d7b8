"""Sparse rows and their product with a matrix, as light as a service needs it for one row."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse._sparsetools import csr_matvecs

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class SparseRows(NamedTuple):
    """The parts of a CSR matrix, whose own class takes ten times as long to make as a small product takes.

    Attributes:
        data: float32, the values that are there.
        indices: int32, the column of each.
        indptr: int32, where each row begins, and the end.
        width: columns.
    """

    data: NDArray[np.float32]
    indices: NDArray[np.int32]
    indptr: NDArray[np.int32]
    width: int

    @classmethod
    def of(cls, matrix: csr_matrix) -> SparseRows:
        """The rows of a matrix."""
        return cls(matrix.data, matrix.indices, matrix.indptr, matrix.shape[1])

    @classmethod
    def of_dense(cls, rows: NDArray[np.float32]) -> SparseRows:
        """The rows of a dense array; zeros, which change no sum, are left out of many."""
        if len(rows) == 1:
            return cls(rows[0], *_every_column(rows.shape[1]))
        places, columns = rows.nonzero()
        indptr = np.searchsorted(places, np.arange(len(rows) + 1)).astype(np.int32)
        return cls(rows[places, columns], columns.astype(np.int32), indptr, rows.shape[1])

    def __matmul__(self, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """The product with (width, k) weights by scipy's routine: each row in the order of its columns."""
        product = np.zeros((len(self.indptr) - 1, weights.shape[1]), np.float32)
        self.add_product(weights, product)
        return product

    def add_product(self, weights: NDArray[np.float32], total: NDArray[np.float32]) -> None:
        """Adds the same product to a total of n rows, (n, k), in place."""
        rows, columns = total.shape
        flat = (weights.ravel(), total.ravel())
        csr_matvecs(rows, self.width, columns, self.indptr, self.indices, self.data, *flat)


@lru_cache
def _every_column(width: int) -> tuple[NDArray[np.int32], NDArray[np.int32], int]:
    """Indices, ends and width of one row in which every column is there."""
    return np.arange(width, dtype=np.int32), np.array((0, width), np.int32), width
