"""Categories as indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, Layout
from retrain.featurizers.learnt import Learnt
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.problems import InputProblem

if TYPE_CHECKING:
    import pandas as pd

UNSEEN = -1


class OneHot(Featurizer):
    """One indicator for each category of each column; missing ("") is a category, an unseen one is all zero.

    Attributes:
        min_groups: a category from fewer distinct groups gets no indicator.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.ONE_HOT
    role: ClassVar[Role] = Role.CATEGORY
    min_groups: Annotated[int, Field(ge=1)]

    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """The categories of each column, sorted, under the column's name."""
        document = {column: self._categories(records[column].tolist(), groups.tolist()) for column in self.columns}
        if not any(document.values()):
            raise InputProblem(
                f"no category of the columns {', '.join(map(repr, self.columns))} occurs in {self.min_groups} groups "
                "of the training records; lower `min_groups` in conf/featurizers, or train on more records"
            )
        return Learnt(document, {})

    @property
    def lists(self) -> tuple[str, ...]:
        """One list a column."""
        return self.columns

    def layout(self, document: Mapping[str, tuple[str, ...]]) -> Layout:
        """No array."""
        return {}

    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """Column and category, as `colour=red`."""
        return tuple(f"{column}={category}" for column in self.columns for category in learnt.document[column])

    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to a CSR matrix of float32, shape (n, categories)."""
        positions = _positions([learnt.document[column] for column in self.columns])
        return lambda records: _indicators(self._codes(records, positions), sum(map(len, positions)))

    def _categories(self, cells: Sequence[str], groups: Sequence[str]) -> tuple[str, ...]:
        spread = Counter(cell for cell, _ in set(zip(cells, groups, strict=True)))
        return tuple(sorted(cell for cell, count in spread.items() if count >= self.min_groups))

    def _codes(self, records: pd.DataFrame, positions: Sequence[Mapping[str, int]]) -> NDArray[np.int32]:
        codes = [
            [position.get(cell, UNSEEN) for cell in records[column].tolist()]
            for column, position in zip(self.columns, positions, strict=True)
        ]
        return np.array(codes, np.int32).reshape(len(self.columns), len(records)).T


def _positions(categories: Sequence[tuple[str, ...]]) -> list[dict[str, int]]:
    starts = np.cumsum([0, *map(len, categories)]).tolist()
    return [
        {category: start + position for position, category in enumerate(column)}
        for start, column in zip(starts, categories, strict=False)
    ]


def _indicators(codes: NDArray[np.int32], width: int) -> Array:
    from scipy.sparse import csr_matrix

    seen = codes != UNSEEN
    indptr = np.concatenate([[0], np.cumsum(seen.sum(axis=1))])
    ones = np.ones(indptr[-1], np.float32)
    return csr_matrix((ones, codes[seen], indptr), shape=(len(codes), width))
