"""One model's rows per label, for one sample or many resamples at once."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LabelCounts:
    """Per label, how often it is true, how often it is answered, and how often both.

    Attributes:
        support: rows with this true label, shape (labels,) or (labels, draws).
        answered: rows with this answer, same shape.
        hits: rows with both, same shape.
    """

    support: Floats
    answered: Floats
    hits: Floats

    @classmethod
    def of(cls, truth: NDArray[np.int64], answer: NDArray[np.int64], weights: NDArray[Any], labels: int) -> Self:
        """The counts per label of weighted (truth, answer) pairs.

        Args:
            truth: positions of the true labels, shape (pairs,).
            answer: positions of the answers, shape (pairs,).
            weights: rows in each pair, shape (pairs,), or a column for each draw, shape (pairs, draws).
            labels: the number of labels.
        """
        right = truth == answer
        return cls(
            support=_summed(truth, weights, labels),
            answered=_summed(answer, weights, labels),
            hits=_summed(truth[right], weights[right], labels),
        )

    def __add__(self, other: Self) -> Self:
        return type(self)(self.support + other.support, self.answered + other.answered, self.hits + other.hits)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.support - other.support, self.answered - other.answered, self.hits - other.hits)

    @property
    def as_column(self) -> Self:
        """The same counts with shape (labels, 1), to meet counts of many draws."""
        return type(self)(self.support[:, None], self.answered[:, None], self.hits[:, None])

    @property
    def precision(self) -> Floats:
        """Hits over answers; 0 where a label is never answered."""
        return _ratio(self.hits, self.answered)

    @property
    def recall(self) -> Floats:
        """Hits over support; 0 where a label is never true."""
        return _ratio(self.hits, self.support)

    @property
    def f1(self) -> Floats:
        """The harmonic mean of precision and recall; 0 where a label is neither true nor answered."""
        return _ratio(2 * self.hits, self.support + self.answered)

    @property
    def macro_f1(self) -> Floats:
        """The mean F1 of the labels that occur in the truth, shape () or (draws,); 0 where there is no row."""
        occurs = self.support > 0
        return _ratio((self.f1 * occurs).sum(axis=0), occurs.sum(axis=0))


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    return numerator / np.where(denominator > 0, denominator, 1)


def _summed(codes: NDArray[np.int64], weights: NDArray[Any], labels: int) -> Floats:
    members = sparse.csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(labels, len(codes)))
    return np.asarray(members @ weights, dtype=np.float64)
