"""Counts of terms to the weights of scikit-learn's `TfidfTransformer`, to the last bit."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def inverse_frequency(texts: int, occurrences: NDArray[np.int64]) -> NDArray[np.float32]:
    """The smoothed idf of each term, ln((1 + texts) / (1 + texts that hold it)) + 1, shape (d,)."""
    idf = np.full(len(occurrences), texts + 1, np.float32)
    idf /= occurrences.astype(np.float32) + np.float32(1)
    return np.log(idf) + np.float32(1)


def weigh(counts: csr_matrix, idf: NDArray[np.float32], *, sublinear: bool) -> None:
    """Turns counts, in place, into idf times count, or times 1 + ln(count), each row divided by its length.

    Squares are added in the order of the columns and in float64, so that a row's bits depend on the
    row alone.

    Args:
        counts: float32, shape (n, d), columns ascending.
        idf: shape (d,).
        sublinear: whether 1 + ln(count) stands for the count.
    """
    weights = counts.data
    if sublinear:
        _dampen(weights)
    weights *= idf[counts.indices]
    sizes = counts.indptr[1:] - counts.indptr[:-1]
    rows = np.repeat(np.arange(len(sizes)), sizes)
    lengths = np.sqrt(np.bincount(rows, weights * weights, len(sizes)))
    np.divide(weights, np.repeat(lengths, sizes), out=weights, casting="same_kind")


def weighed_row(counts: NDArray[np.float32], idf: NDArray[np.float32], *, sublinear: bool) -> NDArray[np.float32]:
    """The same for the counts of one row, which are used up, and the idf of their terms, shape (t,) each."""
    if sublinear:
        _dampen(counts)
    counts *= idf
    if len(counts):
        length = sqrt(np.add.accumulate(counts * counts, dtype=np.float64)[-1])
        np.divide(counts, length, out=counts, dtype=np.float64, casting="same_kind")
    return counts


def _dampen(counts: NDArray[np.float32]) -> None:
    """Turns counts, in place, into 1 + ln(count)."""
    np.log(counts, out=counts)
    counts += 1
