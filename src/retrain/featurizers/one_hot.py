"""One-hot encoded categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, FittedState, RowTransform, SparseRow
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

UNSEEN = -1


class OneHot(Featurizer):
    """One indicator for each category of each column; missing ("") is a category of its own.

    A category that was not fitted has no indicator.

    Attributes:
        min_groups: a category from fewer distinct groups gets no indicator.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.ONE_HOT
    role: ClassVar[Role] = Role.CATEGORY
    min_groups: Annotated[int, Field(ge=1)]

    @property
    def list_names(self) -> tuple[str, ...]:
        """One list a column."""
        return self.columns

    def fit_state(self, records: Columns, groups: NDArray[np.object_]) -> FittedState:
        """The categories of each column, sorted, under the column's name."""
        names = groups.tolist()
        categories = {column: self._categories(records[column], names) for column in self.columns}
        if not any(categories.values()):
            columns = ", ".join(map(repr, self.columns))
            raise InputError(
                f"no category of the columns {columns} occurs in {self.min_groups} groups of the "
                "training records; lower `min_groups` in conf/featurizers, or train on more records"
            )
        return FittedState(categories)

    def feature_names(self, state: FittedState) -> tuple[str, ...]:
        """Column and category, as `colour=red`."""
        return tuple(f"{column}={category}" for column, category in self._positions(state))

    def batch_transform(self, state: FittedState) -> Callable[[Columns], Array]:
        """A function from n records to a CSR matrix of float32, shape (n, categories)."""
        positions = self._positions(state)
        return lambda records: self._indicators(records, positions)

    def row_transform(self, state: FittedState) -> RowTransform:
        """The indicators of one record."""
        positions = self._positions(state)
        ones = np.ones(len(self.columns), np.float32)

        def read(record: Mapping[str, str]) -> SparseRow:
            pairs = [(column, record[column]) for column in self.columns]
            seen = [positions[pair] for pair in pairs if pair in positions]
            return SparseRow(np.array(seen, np.int32), ones[: len(seen)])

        return read

    def _positions(self, state: FittedState) -> dict[tuple[str, str], int]:
        """The position of the indicator of each column and category, ascending."""
        pairs = ((column, category) for column in self.columns for category in state.text_lists[column])
        return {pair: position for position, pair in enumerate(pairs)}

    def _categories(self, cells: Sequence[str], groups: Sequence[str]) -> tuple[str, ...]:
        frequency = Counter(cell for cell, _ in set(zip(cells, groups, strict=True)))
        return tuple(sorted(cell for cell, count in frequency.items() if count >= self.min_groups))

    def _indicators(self, records: Columns, positions: Mapping[tuple[str, str], int]) -> csr_matrix:
        from scipy.sparse import csr_matrix

        by_column = []
        for column in self.columns:
            by_column.append([positions.get((column, cell), UNSEEN) for cell in records[column]])
        codes = np.array(by_column, np.int32).T
        seen = codes != UNSEEN
        indptr = np.concatenate([[0], np.cumsum(seen.sum(axis=1))])
        ones = np.ones(indptr[-1], np.float32)
        return csr_matrix((ones, codes[seen], indptr), shape=(len(codes), len(positions)))
