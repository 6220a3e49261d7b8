"""What an analyzer of texts promises: which terms there are, and where they occur."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.ragged import UNKNOWN, Ragged
from retrain.featurizers.words import Words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms, how widely each is spread, and where they occur.

    Attributes:
        names: each term once.
        spread: the number of distinct groups in which each occurs, shape (terms,).
        texts: from the column of each term, or `UNKNOWN`, to the columns of each text, in runs of
            texts.
    """

    names: list[str]
    spread: NDArray[np.int64]
    texts: Callable[[NDArray[np.int32]], Iterator[Ragged]]


@dataclass(frozen=True, eq=False)
class Reader:
    """Finds the terms of a vocabulary in texts; both ways find the same.

    Attributes:
        many: from encoded texts to the columns of their terms, in runs of texts.
        one: from a text to the columns of its terms, int32.
    """

    many: Callable[[Words], Iterator[Ragged]]
    one: Callable[[str], NDArray[np.int32]]


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
    def terms(self, words: Words, groups: Ragged, least: int) -> Terms:
        """The terms that occur in at least so many groups.

        Args:
            words: n encoded texts.
            groups: the positions of the texts of each group.
            least: number of distinct groups, 1 or more.
        """

    @abstractmethod
    def reader(self, columns: Mapping[str, int]) -> Reader:
        """A reader for a vocabulary: the column of each term."""


def occurrences(runs: Iterable[csr_matrix], width: int) -> NDArray[np.int64]:
    """The number of rows that hold each of the columns, shape (width,); no column is repeated in a row."""
    total = np.zeros(width, np.int64)
    for run in runs:
        total += np.bincount(run.indices, minlength=width)
    return total


def renumbered(frequent: NDArray[np.bool_]) -> NDArray[np.int32]:
    """For each old code its number among the frequent ones, else `UNKNOWN`, shape (codes,)."""
    return np.where(frequent, np.cumsum(frequent, dtype=np.int32) - 1, UNKNOWN).astype(np.int32)
