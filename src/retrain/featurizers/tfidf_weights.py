"""Turns counts of terms into the weights of scikit-learn's `TfidfTransformer`, to the last bit."""

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


def tfidf_inplace(counts: csr_matrix, idf: NDArray[np.float32], *, sublinear: bool) -> None:
    """Turns counts into TF-IDF weights in place, each row divided by its length.

    A weight is idf times the count, or times 1 + ln(count). Squares are added in the order of the
    columns and in float64, so that a row's bits depend on the row alone.

    Args:
        counts: float32, shape (n, d), columns ascending.
        idf: shape (d,).
        sublinear: whether the weight is idf times 1 + ln(count).
    """
    weights = counts.data
    if sublinear:
        _dampen(weights)
    weights *= idf[counts.indices]
    sizes = counts.indptr[1:] - counts.indptr[:-1]
    rows = np.repeat(np.arange(len(sizes)), sizes)
    lengths = np.sqrt(np.bincount(rows, weights * weights, len(sizes)))
    np.divide(weights, np.repeat(lengths, sizes), out=weights, casting="same_kind")


def count_codes(codes: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The distinct codes of one row, ascending, and the number of times that each occurs."""
    ordered = codes.copy()
    ordered.sort()
    first = np.ones(len(codes), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    (starts,) = first.nonzero()
    counts = np.empty(len(starts), np.float32)
    np.subtract(starts[1:], starts[:-1], out=counts[:-1], casting="unsafe")
    counts[-1:] = len(codes) - starts[-1:]
    return ordered.take(starts), counts


def tfidf_row(counts: NDArray[np.float32], idf: NDArray[np.float32], *, sublinear: bool) -> NDArray[np.float32]:
    """The weights of one row from the counts and idf of its t terms; overwrites the counts."""
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
