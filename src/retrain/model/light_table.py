"""A few records without pandas, for a service that starts fast and stays small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


class Cells(list[str]):
    """One column."""

    def tolist(self) -> list[str]:
        """The cells."""
        return self


class FewRecords:
    """The part of a `pandas.DataFrame` that adapters, featurizers and taggers ask for; the rest is asked of pandas.

    Attributes:
        columns: the names.
        index: of each record.
    """

    def __init__(self, cells: Mapping[str, Sequence[str]], index: Sequence[object]) -> None:
        self._cells = cells
        self.columns = list(cells)
        self.index = index

    @classmethod
    def of(cls, records: Sequence[Mapping[str, str]]) -> pd.DataFrame:
        """Records of the same keys, at least one, as what passes for a table of them."""
        table: Any = cls({name: [record[name] for record in records] for name in records[0]}, range(len(records)))
        return table  # type: ignore[no-any-return]

    def __len__(self) -> int:
        return len(self.index)

    def __contains__(self, name: str) -> bool:
        return name in self._cells

    def __getitem__(self, name: str | list[str]) -> Cells | FewRecords:
        if isinstance(name, str):
            return Cells(self._cells[name])
        return FewRecords({each: self._cells[each] for each in name}, self.index)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._table(), name)

    def assign(self, **columns: str | Sequence[str]) -> FewRecords:
        """With columns added or replaced; one text stands for all cells of its column."""
        cells = {name: [given] * len(self) if isinstance(given, str) else given for name, given in columns.items()}
        return FewRecords({**self._cells, **cells}, self.index)

    def rename(self, columns: Mapping[str, str]) -> FewRecords:
        """With columns renamed."""
        return FewRecords({columns.get(name, name): cells for name, cells in self._cells.items()}, self.index)

    def set_axis(self, index: Sequence[object]) -> FewRecords:
        """With another index."""
        return FewRecords(self._cells, index)

    def reset_index(self, *, drop: bool = False) -> FewRecords:
        """With the numbers from 0 for an index; the former one is dropped."""
        return FewRecords(self._cells, range(len(self))) if drop else self._table().reset_index()

    def _table(self) -> Any:  # noqa: ANN401
        import pandas as pd

        return pd.DataFrame(dict(self._cells), index=list(self.index), dtype=str)
