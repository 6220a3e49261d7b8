"""The joint counts of true labels and the predictions of two models, by clusters of dependent rows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retrain.decision.estimate import Estimate, Resampling
from retrain.ml_configuration.errors import InputError

Groups = NDArray[Any] | None


def group_codes(groups: Groups) -> NDArray[np.int64] | None:
    """The number of each row's group, (rows,); None where all rows are independent.

    Args:
        groups: group of each row, such as a customer, shape (rows,); None without groups.
    """
    if groups is None:
        return None
    numbers: dict[Any, int] = {}
    codes = [numbers.setdefault(key, len(numbers)) for key in groups.tolist()]
    return None if len(numbers) == len(groups) else np.array(codes, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class PairedCounts:
    """The number of rows of each distinct (truth, legacy, retrained) triple.

    Every comparison of labels depends on them alone. A million rows of a hundred labels are some
    17,000 triples, so that statistics take milliseconds.

    Attributes:
        truth: code of the true label, its position in `labels`, shape (triples,).
        legacy: code of the legacy model's prediction, shape (triples,).
        retrained: code of the retrained model's prediction, shape (triples,).
        n: number of rows of each triple, at least 1, shape (triples,).
        labels: the label of each code.
        members: number of rows of each triple in each group, shape (triples, groups); None where
            rows are independent.
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
        """The counts of three columns of labels, each of shape (rows,).

        Args:
            truth: true labels.
            legacy: predictions of the legacy model.
            retrained: predictions of the retrained model.
            labels: distinct labels, among them every label that occurs.
            groups: group of each row, such as a customer, shape (rows,); None without groups.

        Raises:
            InputError: a row holds a label that is not among `labels`.
        """
        codes = tuple(_label_codes(column, labels) for column in (truth, legacy, retrained))
        shape = (max(len(labels), 1),) * 3
        keys = np.ravel_multi_index(codes, shape)
        triples, triple_of_row, n = np.unique(keys, return_inverse=True, return_counts=True)
        codes = np.unravel_index(triples, shape)
        members = _members(triple_of_row, group_codes(groups))
        return cls(codes[0], codes[1], codes[2], n, tuple(labels), members)

    @property
    def rows(self) -> int:
        """The number of rows."""
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
        """The number of rows of the triples that a mask of shape (triples,) selects."""
        return int(self.n[triples].sum())

    def with_truth_in(self, labels: Collection[str]) -> Self:
        """The counts of the rows whose true label is one of these labels."""
        codes = [code for code, label in enumerate(self.labels) if label in labels]
        return self.where(np.isin(self.truth, codes))

    def where(self, keep: NDArray[np.bool_]) -> Self:
        """The counts of the triples that a mask of shape (triples,) selects."""
        return replace(
            self,
            truth=self.truth[keep],
            legacy=self.legacy[keep],
            retrained=self.retrained[keep],
            n=self.n[keep],
            members=None if self.members is None else _occupied(self.members[np.flatnonzero(keep)]),
        )

    def sign_counts(self, values: NDArray[np.float64]) -> tuple[int, int]:
        """The number of rows, or of groups by their sum, with a positive and with a negative value.

        Args:
            values: value of each triple, shape (triples,).
        """
        if self.members is None:
            return self.count(values > 0), self.count(values < 0)
        sums = self.members.T @ values
        return int((sums > 0).sum()), int((sums < 0).sum())

    def estimate(self, value: float, influence: NDArray[np.float64]) -> Estimate:
        """A score with its standard error by the delta method: sqrt(sum(n * influence^2)).

        With groups it is the cluster-robust error of Liang and Zeger (1986), from the summed
        influence of each group.

        Args:
            value: the score.
            influence: its derivative by the count of each triple, shape (triples,).
        """
        if self.members is None:
            return Estimate(value, float(np.sqrt((self.n * influence**2).sum())))
        return Estimate.clustered(value, self.members.T @ influence)

    def resampled(self, resampling: Resampling) -> Iterator[NDArray[np.int32]]:
        """Chunks of bootstrap samples of rows, or of whole groups: rows a triple, (triples, draws).

        Poisson counts approximate a multinomial resample (Hanley and MacGibbon 2006) and are faster
        to draw.
        """
        generator = resampling.generator()
        members = self.members
        if members is None:
            for draws in resampling.chunks(len(self.n)):
                yield generator.poisson(self.n, size=(draws, len(self.n))).T.astype(np.int32, order="C")
        else:
            for draws in resampling.chunks(max(members.shape)):
                yield members @ generator.poisson(1.0, size=(members.shape[1], draws)).astype(np.int32)

    def random_swaps(self, resampling: Resampling) -> Iterator[NDArray[np.int32]]:
        """Chunks of the number of swapped rows of each triple, shape (triples, draws).

        Every row, or every group as a whole, is swapped with probability 1/2. Sums are computed in
        the narrowest integer type that holds them, which is the fastest.
        """
        narrow = np.min_scalar_type(self.n.max(initial=0))
        members = (self._row_members() if self.members is None else self.members).astype(narrow)
        generator = resampling.generator()
        for draws in resampling.chunks(max(members.shape)):
            swapped = generator.integers(0, 2, size=(members.shape[1], draws), dtype=bool)
            yield (members @ swapped).astype(np.int32)

    def _row_members(self) -> sparse.csr_array:
        """`members` with every row as a group of its own."""
        starts = np.concatenate([[0], np.cumsum(self.n)])
        ones = np.ones(self.rows, dtype=np.int32)
        return sparse.csr_array((ones, np.arange(self.rows), starts), shape=(len(self.n), self.rows))


def _label_codes(column: NDArray[Any], labels: Sequence[str]) -> NDArray[np.int64]:
    codes = {label: code for code, label in enumerate(labels)}
    try:
        return np.fromiter((codes[label] for label in column.tolist()), np.int64, len(column))
    except KeyError as unknown:
        raise InputError(
            f"a prediction table holds the label {unknown.args[0]!r}, which is not among "
            f"the {len(labels)} labels that are compared; add it to the labels"
        ) from None


def _members(triples: NDArray[np.int64], groups: NDArray[np.int64] | None) -> sparse.csr_array | None:
    if groups is None:
        return None
    return sparse.csr_array((np.ones(len(triples), dtype=np.int32), (triples, groups)))


def _occupied(members: sparse.csr_array) -> sparse.csr_array:
    return members[:, np.unique(members.indices)]
