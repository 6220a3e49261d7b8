"""Categories as indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, Learnt, ReadRow, SparseRow
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

UNSEEN = -1


class OneHot(Featurizer):
    """One indicator for each category of each column; missing ("") is a category, an unseen one is all zero.

    Attributes:
        min_groups: a category from fewer distinct groups gets no indicator.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.ONE_HOT
    role: ClassVar[Role] = Role.CATEGORY
    min_groups: Annotated[int, Field(ge=1)]

    @property
    def lists(self) -> tuple[str, ...]:
        """One list a column."""
        return self.columns

    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """The categories of each column, sorted, under the column's name."""
        document = {column: self._categories(records[column].tolist(), groups.tolist()) for column in self.columns}
        if not any(document.values()):
            raise InputError(
                f"no category of the columns {', '.join(map(repr, self.columns))} occurs in {self.min_groups} groups "
                "of the training records; lower `min_groups` in conf/featurizers, or train on more records"
            )
        return Learnt(document)

    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """Column and category, as `colour=red`."""
        return tuple(f"{column}={category}" for column, category in self._pairs(learnt))

    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to a CSR matrix of float32, shape (n, categories)."""
        positions = {pair: position for position, pair in enumerate(self._pairs(learnt))}
        return lambda records: self._indicators(records, positions)

    def row(self, learnt: Learnt) -> ReadRow:
        """The indicators of one record."""
        positions = {pair: position for position, pair in enumerate(self._pairs(learnt))}
        ones = np.ones(len(self.columns), np.float32)

        def read(record: Mapping[str, str]) -> SparseRow:
            seen = [positions[pair] for column in self.columns if (pair := (column, record[column])) in positions]
            return SparseRow(np.array(seen, np.int32), ones[: len(seen)])

        return read

    def _pairs(self, learnt: Learnt) -> list[tuple[str, str]]:
        return [(column, category) for column in self.columns for category in learnt.document[column]]

    def _categories(self, cells: Sequence[str], groups: Sequence[str]) -> tuple[str, ...]:
        spread = Counter(cell for cell, _ in set(zip(cells, groups, strict=True)))
        return tuple(sorted(cell for cell, count in spread.items() if count >= self.min_groups))

    def _indicators(self, records: pd.DataFrame, positions: Mapping[tuple[str, str], int]) -> csr_matrix:
        from scipy.sparse import csr_matrix

        cells = ((column, records[column].tolist()) for column in self.columns)
        codes = np.array([[positions.get((column, cell), UNSEEN) for cell in row] for column, row in cells], np.int32).T
        seen = codes != UNSEEN
        indptr = np.concatenate([[0], np.cumsum(seen.sum(axis=1))])
        ones = np.ones(indptr[-1], np.float32)
        return csr_matrix((ones, codes[seen], indptr), shape=(len(codes), len(positions)))
