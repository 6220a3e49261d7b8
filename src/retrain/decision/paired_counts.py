"""What two models answered, as counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

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
    """

    truth: NDArray[np.int64]
    legacy: NDArray[np.int64]
    retrained: NDArray[np.int64]
    n: NDArray[np.int64]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, truth: NDArray[Any], legacy: NDArray[Any], retrained: NDArray[Any], labels: Sequence[str]) -> Self:
        """The counts of three arrays of labels, aligned row by row, each of shape (rows,).

        Args:
            truth: the true labels.
            legacy: the legacy model's answers.
            retrained: the retrained model's answers.
            labels: distinct, and every label that occurs.

        Raises:
            InputProblem: a row holds a label that is not among `labels`.
        """
        codes = tuple(_positions(column, labels) for column in (truth, legacy, retrained))
        shape = (max(len(labels), 1),) * 3
        triples, n = np.unique(np.ravel_multi_index(codes, shape), return_counts=True)
        codes = np.unravel_index(triples, shape)
        return cls(codes[0], codes[1], codes[2], n, tuple(labels))

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
            self, truth=self.truth[keep], legacy=self.legacy[keep], retrained=self.retrained[keep], n=self.n[keep]
        )


def _positions(column: NDArray[Any], labels: Sequence[str]) -> NDArray[np.int64]:
    position = {label: code for code, label in enumerate(labels)}
    try:
        return np.fromiter((position[label] for label in column.tolist()), np.int64, len(column))
    except KeyError as unknown:
        raise InputProblem(
            f"a prediction table holds the label {unknown.args[0]!r}, which is not among the {len(labels)} labels "
            "that are compared; add it to the labels"
        ) from None
