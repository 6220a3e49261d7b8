"""Numbers as positions among the quantiles of the training records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, FittedState, Layout, TextLists
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

Floats = NDArray[np.float64]


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

    def fit_state(self, records: Columns, groups: NDArray[np.object_]) -> FittedState:
        """The edges of the bins, float64 (columns, bins + 1), ascending; the last may repeat."""
        edges = list(map(self._edges, self.columns, self._numbers(records)))
        return FittedState(arrays={"edges": np.array(edges, np.float64)})

    def layout(self, text_lists: TextLists) -> Layout:
        """The edges of each column."""
        return {"edges": (np.float64, (len(self.columns), self.bins + 1))}

    def feature_names(self, state: FittedState) -> tuple[str, ...]:
        """The column with the number of the bin, as `year 3`, and the column with ` missing`."""
        parts = [*map(str, range(self.bins)), "missing"]
        return tuple(f"{column} {part}" for column in self.columns for part in parts)

    def batch_transform(self, state: FittedState) -> Callable[[Columns], Array]:
        """A function from n records to dense float32, shape (n, columns x (bins + 1))."""
        edges = [np.unique(row) for row in state.arrays["edges"]]

        def transform(records: Columns) -> NDArray[np.float32]:
            numbers = self._numbers(records)
            return np.hstack(list(map(self._encode, numbers, edges)))

        return transform

    def _numbers(self, records: Columns) -> list[Floats]:
        """The numbers of each column, NaN where missing."""
        cells = ([cell or "nan" for cell in records[column]] for column in self.columns)
        return [np.array(column, np.float64) for column in cells]

    def _edges(self, column: str, numbers: Floats) -> Floats:
        present = numbers[~np.isnan(numbers)]
        if not present.size:
            raise InputError(
                f"number column {column!r} has no quantiles: its training cells are all missing; "
                "give it the role 'ignore' in conf/task"
            )
        edges = np.unique(present)
        if len(edges) > self.bins + 1:
            shares = np.linspace(0, 1, self.bins + 1)
            edges = np.unique(np.quantile(present, shares, method="inverted_cdf"))
        return np.pad(edges, (0, self.bins + 1 - len(edges)), mode="edge")

    def _encode(self, numbers: Floats, edges: Floats) -> NDArray[np.float32]:
        missing = np.isnan(numbers)
        positions = np.interp(np.where(missing, edges[0], numbers), edges, np.arange(len(edges)))
        bins = np.clip(positions[:, None] - np.arange(self.bins), 0, 1)
        return np.hstack([bins, missing[:, None]]).astype(np.float32)
