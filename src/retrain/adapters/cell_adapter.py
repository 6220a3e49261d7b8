"""Adapters that look at one cell at a time."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from retrain.adapters.absent_columns import require_columns
from retrain.adapters.adapter import Adapter
from retrain.ml_configuration.problems import InputProblem

if TYPE_CHECKING:
    import pandas as pd


class CellAdapter(Adapter):
    """Converts the cells of the columns it reads; equal cells are converted once."""

    @abstractmethod
    def convert(self, cell: str) -> str:
        """The cell as the task wants it.

        Raises:
            ValueError: the cell cannot be converted; the text says what was expected and the remedy.
        """

    def adapt(self, records: pd.DataFrame) -> pd.DataFrame:
        """New records in which every cell of the columns read is converted.

        Raises:
            InputProblem: a column is absent, or a cell cannot be converted; names record, column, value and remedy.
        """
        require_columns(records, self.reads, f"adapter {type(self).__name__}")
        return records.assign(**{column: self._converted(records, column) for column in self.reads})

    def _converted(self, records: pd.DataFrame, column: str) -> list[str]:
        cells = records[column].tolist()
        converted: dict[str, str] = {}
        for cell in dict.fromkeys(cells):
            try:
                converted[cell] = self.convert(cell)
            except ValueError as error:
                record = records.index[cells.index(cell)]
                raise InputProblem(f"record {record!r}, column {column!r}: {cell!r} {error}") from error
        return [converted[cell] for cell in cells]
