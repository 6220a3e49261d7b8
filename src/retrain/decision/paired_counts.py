"""What two models answered, as counts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retrain.decision.clusters import Groups, group_codes
from retrain.decision.estimate import Estimate, Resampling
from retrain.ml_configuration.errors import InputError


@dataclass(frozen=True, eq=False)
class PairedCounts:
    """How often each distinct (truth, legacy, retrained) triple occurs: all that any comparison of labels depends on.

    A million rows of a hundred labels are some 17,000 triples, so that what follows takes
    milliseconds.

    Attributes:
        truth: position of the true label in `labels`, shape (triples,).
        legacy: position of the legacy model's answer, shape (triples,).
        retrained: position of the retrained model's answer, shape (triples,).
        n: rows with this triple, at least 1 each, shape (triples,).
        labels: the names behind the positions.
        members: rows of each triple in each group, shape (triples, groups); None where each row
            stands for itself.
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
        groups: Groups = None,
    ) -> Self:
        """The counts of three arrays of labels, aligned row by row, each of shape (rows,).

        Args:
            truth: the true labels.
            legacy: the legacy model's answers.
            retrained: the retrained model's answers.
            labels: distinct, and every label that occurs.
            groups: what keeps rows together, such as a customer, shape (rows,); None where nothing
                does.

        Raises:
            InputError: a row holds a label that is not among `labels`.
        """
        codes = tuple(_positions(column, labels) for column in (truth, legacy, retrained))
        shape = (max(len(labels), 1),) * 3
        triples, places, n = np.unique(np.ravel_multi_index(codes, shape), return_inverse=True, return_counts=True)
        codes = np.unravel_index(triples, shape)
        return cls(codes[0], codes[1], codes[2], n, tuple(labels), _members(places, group_codes(groups)))

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
            members=None if self.members is None else _occupied(self.members[np.flatnonzero(keep)]),
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

    def estimate(self, value: float, influence: NDArray[np.float64]) -> Estimate:
        """A score with its standard error, by the delta method.

        The root of the sum of n * influence^2. Rows of a group are not independent, so that their
        influences are added up first: the cluster-robust variance of Liang and Zeger (1986).

        Args:
            value: the score.
            influence: its derivative by the count of each triple, shape (triples,).
        """
        if self.members is None:
            return Estimate(value, float(np.sqrt((self.n * influence**2).sum())))
        return Estimate.of_groups(value, self.members.T @ influence)

    def resampled(self, resampling: Resampling) -> Iterator[NDArray[np.int32]]:
        """Rows of each triple in bootstrap samples of rows, or of whole groups: arrays of shape (triples, some draws).

        Poisson counts stand for a multinomial resample (Hanley and MacGibbon 2006) and are faster
        to draw.
        """
        generator, members = resampling.generator(), self.members
        if members is None:
            for draws in resampling.chunks(len(self.n)):
                yield generator.poisson(self.n, size=(draws, len(self.n))).T.astype(np.int32, order="C")
        else:
            for draws in resampling.chunks(max(members.shape)):
                yield members @ generator.poisson(1.0, size=(members.shape[1], draws)).astype(np.int32)

    def halved(self, resampling: Resampling) -> Iterator[NDArray[np.int32]]:
        """Rows of each triple when every row, or every group as a whole, is taken with probability 1/2.

        Arrays of shape (triples, some draws), added up in the narrowest type that holds them, which
        is the fastest.
        """
        narrow = np.min_scalar_type(self.n.max(initial=0))
        members = (self._apart() if self.members is None else self.members).astype(narrow)
        generator = resampling.generator()
        for draws in resampling.chunks(max(members.shape)):
            taken = generator.integers(0, 2, size=(members.shape[1], draws), dtype=bool)
            yield (members @ taken).astype(np.int32)

    def _apart(self) -> sparse.csr_array:
        """`members`, as if each row were a group of its own."""
        starts, rows = np.concatenate([[0], np.cumsum(self.n)]), self.rows
        return sparse.csr_array((np.ones(rows, dtype=np.int32), np.arange(rows), starts), shape=(len(self.n), rows))


def _positions(column: NDArray[Any], labels: Sequence[str]) -> NDArray[np.int64]:
    position = {label: code for code, label in enumerate(labels)}
    try:
        return np.fromiter((position[label] for label in column.tolist()), np.int64, len(column))
    except KeyError as unknown:
        raise InputError(
            f"a prediction table holds the label {unknown.args[0]!r}, which is not among the {len(labels)} labels "
            "that are compared; add it to the labels"
        ) from None


def _members(places: NDArray[np.int64], codes: NDArray[np.int64] | None) -> sparse.csr_array | None:
    return None if codes is None else sparse.csr_array((np.ones(len(places), dtype=np.int32), (places, codes)))


def _occupied(members: sparse.csr_array) -> sparse.csr_array:
    return members[:, np.unique(members.indices)]
