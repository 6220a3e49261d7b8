"""What two models answered, as counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retrain.ml_configuration.problems import InputProblem


@dataclass(frozen=True, eq=False)
class PairedCounts:
    """How often each distinct (truth, legacy, retrained) triple occurs: all that any comparison of labels depends on.

    A million rows of a hundred labels are some 17,000 triples, so that what follows takes milliseconds.

    Attributes:
        truth: position of the true label in `labels`, shape (triples,).
        legacy: position of the legacy model's answer, shape (triples,).
        retrained: position of the retrained model's answer, shape (triples,).
        n: rows with this triple, at least 1 each, shape (triples,).
        labels: the names behind the positions.
        members: rows of each triple in each group, shape (triples, groups); None where each row stands for itself.
    """

    truth: NDArray[np.int64]
    legacy: NDArray[np.int64]
    retrained: NDArray[np.int64]
    n: NDArray[np.int64]
    labels: tuple[str, ...]
    members: sparse.csr_array | None = None

    @classmethod
    def of(
        cls,
        truth: NDArray[Any],
        legacy: NDArray[Any],
        retrained: NDArray[Any],
        labels: Sequence[str],
        groups: NDArray[Any] | None = None,
    ) -> Self:
        """The counts of three arrays of labels, aligned row by row, each of shape (rows,).

        Args:
            truth: the true labels.
            legacy: the legacy model's answers.
            retrained: the retrained model's answers.
            labels: distinct, and every label that occurs.
            groups: what keeps rows together, such as a customer, shape (rows,); None where nothing does.

        Raises:
            InputProblem: a row holds a label that is not among `labels`.
        """
        codes = tuple(_positions(column, labels) for column in (truth, legacy, retrained))
        shape = (max(len(labels), 1),) * 3
        triples, places, n = np.unique(np.ravel_multi_index(codes, shape), return_inverse=True, return_counts=True)
        codes = np.unravel_index(triples, shape)
        members = None if groups is None else _members(places, groups, len(n))
        return cls(codes[0], codes[1], codes[2], n, tuple(labels), members)

    @property
    def rows(self) -> int:
        """The number of rows that were counted."""
        return int(self.n.sum())

    @property
    def legacy_right(self) -> NDArray[np.bool_]:
        """Whether the legacy model is right, shape (triples,)."""
        return np.equal(self.legacy, self.truth)

    @property
    def retrained_right(self) -> NDArray[np.bool_]:
        """Whether the retrained model is right, shape (triples,)."""
        return np.equal(self.retrained, self.truth)

    def count(self, triples: NDArray[np.bool_]) -> int:
        """The number of rows in the chosen triples, shape (triples,)."""
        return int(self.n[triples].sum())

    def with_truth_in(self, known: Collection[str]) -> Self:
        """The counts of the rows whose true label is among `known`."""
        return self.where(np.isin(self.truth, [code for code, label in enumerate(self.labels) if label in known]))

    def where(self, keep: NDArray[np.bool_]) -> Self:
        """The counts of the chosen triples, shape (triples,)."""
        return replace(
            self,
            truth=self.truth[keep],
            legacy=self.legacy[keep],
            retrained=self.retrained[keep],
            n=self.n[keep],
            members=None if self.members is None else self.members[np.flatnonzero(keep)],
        )

    def sides(self, values: NDArray[np.float64]) -> tuple[int, int]:
        """How many rows have a value above 0, and how many below; of a group the sum counts, so that each is one vote.

        Args:
            values: of each triple, shape (triples,).
        """
        if self.members is None:
            return self.count(values > 0), self.count(values < 0)
        sums = self.members.T @ values
        return int((sums > 0).sum()), int((sums < 0).sum())

    def standard_error(self, influence: NDArray[np.float64]) -> float:
        """The standard error of a score whose derivative by the count of each triple is `influence`, (triples,).

        The delta method: the root of the sum of n * influence^2. Rows of a group are not independent, so that their
        influences are added up first (the cluster-robust variance of Liang and Zeger 1986).
        """
        if self.members is None:
            return float(np.sqrt((self.n * influence**2).sum()))
        return float(np.sqrt(((self.members.T @ influence) ** 2).sum()))

    def resampled(self, generator: np.random.Generator, draws: int) -> NDArray[Any]:
        """Rows of each triple in bootstrap samples of rows, or of whole groups, shape (triples, draws).

        Poisson counts stand for a multinomial resample (Hanley and MacGibbon 2006) and are faster to draw.
        """
        if self.members is None:
            return generator.poisson(self.n, size=(draws, len(self.n))).T
        return np.asarray(self.members @ generator.poisson(1.0, size=(self.members.shape[1], draws)))

    def halved(self, generator: np.random.Generator, draws: int) -> NDArray[Any]:
        """Rows of each triple when every row, or every group as a whole, is taken with probability 1/2."""
        if self.members is None:
            return generator.binomial(self.n, 0.5, size=(draws, len(self.n))).T
        return np.asarray(self.members @ generator.integers(0, 2, size=(self.members.shape[1], draws)))

    @property
    def width(self) -> int:
        """How many numbers one draw takes."""
        return len(self.n) if self.members is None else max(self.members.shape)


def _positions(column: NDArray[Any], labels: Sequence[str]) -> NDArray[np.int64]:
    position = {label: code for code, label in enumerate(labels)}
    try:
        return np.fromiter((position[label] for label in column.tolist()), np.int64, len(column))
    except KeyError as unknown:
        raise InputProblem(
            f"a prediction table holds the label {unknown.args[0]!r}, which is not among the {len(labels)} labels "
            "that are compared; add it to the labels"
        ) from None


def _members(places: NDArray[np.int64], groups: NDArray[Any], triples: int) -> sparse.csr_array:
    names, columns = np.unique(groups.astype(str), return_inverse=True)
    return sparse.csr_array((np.ones(len(places)), (places, columns)), shape=(triples, len(names)))
