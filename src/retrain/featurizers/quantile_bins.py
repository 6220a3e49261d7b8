"""Numbers as their place among the quantiles of the training records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Document, Featurizer, Layout, Learnt
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd


class QuantileBins(Featurizer):
    """The piecewise-linear encoding of each column, and an indicator of missing.

    A bin lies between two neighbouring quantiles. It is 1 where the number is above it, 0 where it
    is below, and the share of the bin that the number has passed in between: Gorishniy, Rubachev
    and Babenko, 2022, "On Embeddings for Numerical Features in Tabular Deep Learning", section 3.2.
    Beyond the least and the greatest training value nothing changes, and a missing number is in no
    bin.

    Attributes:
        bins: of each column; one with few distinct quantiles leaves its last bins empty.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.QUANTILE_BINS
    role: ClassVar[Role] = Role.NUMBER
    bins: Annotated[int, Field(ge=1, le=256)]

    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """The edges of the bins, float64 (columns, bins + 1), each row ascending; its last value may repeat."""
        edges = [self._edges(column, numbers) for column, numbers in self._numbers(records)]
        return Learnt(arrays={"edges": np.array(edges, np.float64)})

    def layout(self, document: Document) -> Layout:
        """The edges of each column."""
        return {"edges": (np.float64, (len(self.columns), self.bins + 1))}

    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """The column with the number of the bin, as `year 3`, and the column with ` missing`."""
        parts = [*map(str, range(self.bins)), "missing"]
        return tuple(f"{column} {part}" for column in self.columns for part in parts)

    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to a dense array of float32, shape (n, columns x (bins + 1))."""
        edges = [np.unique(row) for row in learnt.arrays["edges"]]
        return lambda records: np.hstack(
            [self._passed(numbers, own) for (_, numbers), own in zip(self._numbers(records), edges, strict=True)]
        )

    def _numbers(self, records: pd.DataFrame) -> list[tuple[str, NDArray[np.float64]]]:
        cells = ((column, records[column].tolist()) for column in self.columns)
        return [(column, np.array([cell or "nan" for cell in row], np.float64)) for column, row in cells]

    def _edges(self, column: str, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        present = numbers[~np.isnan(numbers)]
        if not present.size:
            raise InputError(
                f"number column {column!r} has no quantiles: its training cells are all missing; "
                "give it the role 'ignore' in conf/task"
            )
        edges = np.unique(present)
        if len(edges) > self.bins + 1:
            edges = np.unique(np.quantile(present, np.linspace(0, 1, self.bins + 1), method="inverted_cdf"))
        return np.pad(edges, (0, self.bins + 1 - len(edges)), mode="edge")

    def _passed(self, numbers: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.float32]:
        missing = np.isnan(numbers)
        places = np.interp(np.where(missing, edges[0], numbers), edges, np.arange(len(edges)))
        bins = np.clip(places[:, None] - np.arange(self.bins), 0, 1)
        return np.hstack([bins, missing[:, None]]).astype(np.float32)
