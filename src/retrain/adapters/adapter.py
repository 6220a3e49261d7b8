"""What every adapter promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from retrain.adapters.columns import convert_cells, require_columns
from retrain.ml_configuration.base import FrozenModel

if TYPE_CHECKING:
    import pandas as pd


class Adapter(FrozenModel, ABC):
    """Turns records into records; its fields are the options that its step may set."""

    @property
    @abstractmethod
    def reads(self) -> tuple[str, ...]:
        """The columns that the records must have before this adapter."""

    @abstractmethod
    def adapt(self, records: pd.DataFrame) -> pd.DataFrame:
        """New records with the same rows and index; the given ones stay as they are.

        Args:
            records: cells are str, "" where missing; the index names a record in messages.

        Raises:
            InputError: a column is absent, or a cell cannot be adapted.
        """

    def before(self, name: str) -> tuple[str, ...]:
        """The columns that the column `name` of the adapted records comes from."""
        return (name,)


class CellAdapter(Adapter):
    """Converts the cells of the columns it reads, one at a time; equal cells are converted once."""

    @abstractmethod
    def convert(self, cell: str) -> str:
        """The cell as the task wants it.

        Raises:
            ValueError: the cell cannot be converted; the text says what was expected and the
                remedy.
        """

    def adapt(self, records: pd.DataFrame) -> pd.DataFrame:
        """New records in which every cell of the columns read is converted; see `Adapter.adapt`."""
        require_columns(records, self.reads, f"adapter {type(self).__name__}")
        return records.assign(**{column: convert_cells(records, column, self.convert) for column in self.reads})
