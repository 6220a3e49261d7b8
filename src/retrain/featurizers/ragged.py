"""Rows of different lengths in two flat arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CHUNK = 2**16
UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class Ragged:
    """Rows of codes; row i is `codes[offsets[i]:offsets[i + 1]]`.

    Attributes:
        codes: int32, the rows one after another.
        offsets: int64, shape (rows + 1,), ascending from 0.
    """

    codes: NDArray[np.int32]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.offsets) - 1

    def gather(self, inner: Ragged) -> Ragged:
        """The rows with each code replaced by the row of `inner` with that number."""
        starts = inner.offsets[self.codes]
        lengths = np.diff(inner.offsets)[self.codes]
        ends = _offsets(lengths)
        positions = np.arange(ends[-1])
        positions += np.repeat(starts - ends[:-1], lengths)
        return Ragged(inner.codes[positions], ends[self.offsets])

    def recode(self, codes: NDArray[np.int32]) -> Ragged:
        """The rows with code c replaced by `codes[c]`, and `UNKNOWN` by itself."""
        return Ragged(np.append(codes, np.int32(UNKNOWN))[self.codes], self.offsets)

    def drop_unknown(self) -> Ragged:
        """The rows without the codes that are `UNKNOWN`."""
        known = self.codes != UNKNOWN
        return Ragged(self.codes[known], _offsets(known)[self.offsets])

    def incidence(self, width: int) -> csr_matrix:
        """A one for each code below `width`, also for repeated ones: float32, (rows, width)."""
        from scipy.sparse import csr_matrix

        ones = np.ones(len(self.codes), np.float32)
        indptr = self.offsets.astype(np.int32)
        return csr_matrix((ones, self.codes, indptr), shape=(len(self), width))

    def counts(self, width: int) -> csr_matrix:
        """How often each code below `width` occurs in each row: float32, shape (rows, width).

        The columns of each row ascend. Two transpositions put many codes in order in linear time; a
        few are sorted.
        """
        counts = self.incidence(width)
        if len(self.codes) > width:
            counts = counts.tocsc()
        counts.sum_duplicates()
        return counts.tocsr()

    def chunks(self) -> Iterator[Ragged]:
        """The rows in chunks of about `CHUNK` codes; no row is cut."""
        if not len(self):
            return
        inner = np.searchsorted(self.offsets[:-1], np.arange(0, self.offsets[-1], CHUNK)[1:])
        for start, stop in pairwise(np.unique([0, *inner, len(self)]).tolist()):
            first, last = self.offsets[[start, stop]]
            yield Ragged(self.codes[first:last], self.offsets[start : stop + 1] - first)


def encode_rows(rows: Iterable[Sequence[str]], code: Callable[[str], int]) -> Ragged:
    """The rows with each text replaced by its code; one row is held at a time."""
    lengths: list[int] = []
    codes = np.fromiter(map(code, chain.from_iterable(_record_lengths(rows, lengths))), np.int32)
    return Ragged(codes, _offsets(np.array(lengths, np.int64)))


def concatenate(chunks: Iterable[Ragged]) -> Ragged:
    """The rows of all chunks, one chunk after another."""
    parts = list(chunks)
    lengths = np.concatenate([np.empty(0, np.int64), *(np.diff(part.offsets) for part in parts)])
    codes = np.concatenate([np.empty(0, np.int32), *(part.codes for part in parts)])
    return Ragged(codes, _offsets(lengths))


def from_arrays(rows: Sequence[NDArray[np.int32]]) -> Ragged:
    """Rows that are arrays already, one after another."""
    lengths = np.array(list(map(len, rows)), np.int64)
    return Ragged(np.concatenate([np.empty(0, np.int32), *rows]), _offsets(lengths))


def _record_lengths(rows: Iterable[Sequence[str]], lengths: list[int]) -> Iterator[Sequence[str]]:
    """Yields the rows, and appends the length of each to `lengths`."""
    for row in rows:
        lengths.append(len(row))
        yield row


def _offsets(lengths: NDArray[np.integer | np.bool_]) -> NDArray[np.int64]:
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets
