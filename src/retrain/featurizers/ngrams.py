"""Texts as codes of their words, and the interface of analyzers, which find their terms."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.ragged import UNKNOWN, Ragged, encode_rows

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, eq=False)
class Words:
    """Texts in lower case, cut at white space.

    Attributes:
        distinct: each word once, in the order of its first appearance.
        texts: the words of each text, as positions in `distinct`.
    """

    distinct: tuple[str, ...]
    texts: Ragged


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms, in how many groups each occurs, and where they occur.

    Attributes:
        names: each term once.
        group_frequency: the number of distinct groups in which each occurs, shape (terms,).
        encode_texts: from the column of each term, or `UNKNOWN`, to the columns of each text, in
            chunks of texts.
    """

    names: list[str]
    group_frequency: NDArray[np.int64]
    encode_texts: Callable[[NDArray[np.int32]], Iterator[Ragged]]


@dataclass(frozen=True, eq=False)
class Reader:
    """Finds the terms of a vocabulary in texts; both functions find the same.

    Attributes:
        read_texts: from encoded texts to the columns of their terms, in chunks of texts.
        read_text: from a text to the columns of its terms, int32.
    """

    read_texts: Callable[[Words], Iterator[Ragged]]
    read_text: Callable[[str], NDArray[np.int32]]


@dataclass(frozen=True)
class Analyzer(ABC):
    """Cuts texts into n-grams as scikit-learn's analyzer of the same name does.

    Attributes:
        shortest: words or characters in the shortest term.
        longest: words or characters in the longest term.
    """

    shortest: int
    longest: int

    @abstractmethod
    def terms(self, words: Words, groups: Ragged, min_groups: int) -> Terms:
        """The terms that occur in at least `min_groups` groups.

        Args:
            words: n encoded texts.
            groups: the positions of the texts of each group.
            min_groups: number of distinct groups, 1 or more.
        """

    @abstractmethod
    def reader(self, columns: Mapping[str, int]) -> Reader:
        """A reader for a vocabulary: the column of each term."""


@lru_cache(1)
def encode_words(texts: tuple[str, ...]) -> Words:
    """The texts in lower case, cut at what Python counts as white space.

    The last result is cached, since several blocks read the same texts one after another.
    """
    codes = numbering()
    rows = encode_rows((text.lower().split() for text in texts), codes.__getitem__)
    return Words(tuple(codes), rows)


def numbering() -> defaultdict[str, int]:
    """A mapping that numbers its keys 0, 1, 2 ... in the order of their first use."""
    return defaultdict(count().__next__)


def group_members(groups: NDArray[np.object_]) -> Ragged:
    """The positions of the members of each distinct group; `groups` has the group of each."""
    import pandas as pd

    codes = pd.factorize(groups)[0]
    sizes = np.bincount(codes)
    order = np.argsort(codes, kind="stable").astype(np.int32)
    return Ragged(order, np.concatenate(([0], np.cumsum(sizes))))


def column_frequency(chunks: Iterable[csr_matrix], width: int) -> NDArray[np.int64]:
    """The number of rows with a value in each column, shape (width,); no index is repeated."""
    total = np.zeros(width, np.int64)
    for chunk in chunks:
        total += np.bincount(chunk.indices, minlength=width)
    return total


def renumber(frequent: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The number of each code among the frequent ones, else `UNKNOWN`, shape (codes,)."""
    return np.where(frequent, np.cumsum(frequent, dtype=np.int32) - 1, UNKNOWN).astype(np.int32)
