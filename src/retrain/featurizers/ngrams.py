"""What an analyzer of texts promises: which terms there are, and where they occur."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.ragged import Ragged
from retrain.featurizers.words import Words


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms with the number of groups in which each occurs.

    Attributes:
        names: each term once.
        spread: the number of distinct groups, shape (terms,).
    """

    names: list[str]
    spread: NDArray[np.int64]


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
