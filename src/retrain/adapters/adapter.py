"""The interface of an adapter, and the base of those that convert single cells."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TypeAlias

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.errors import InputError, closest_match

MAX_NAMES_SHOWN = 30

Names: TypeAlias = Sequence[object]


class Adapter(FrozenModel, ABC):
    """Turns records into records; its fields are the options that its step may set."""

    @property
    @abstractmethod
    def reads(self) -> tuple[str, ...]:
        """The columns that the records must have before this adapter."""

    @abstractmethod
    def adapt(self, records: Columns, record_names: Names | None = None) -> Columns:
        """The adapted records, as many as were given and in their order.

        Args:
            records: n records; not changed.
            record_names: (n,) names the records in messages; None for records without a name.

        Raises:
            InputError: a column is absent, or a cell cannot be adapted.
        """

    def source_columns(self, name: str) -> tuple[str, ...]:
        """The columns that the column `name` of the adapted records is made from."""
        return (name,)


class CellAdapter(Adapter):
    """Converts the cells of the columns it reads one at a time; equal cells are converted once."""

    @abstractmethod
    def convert(self, cell: str) -> str:
        """The converted cell.

        Raises:
            ValueError: the cell cannot be converted; the text says what was expected and the
                remedy.
        """

    def adapt(self, records: Columns, record_names: Names | None = None) -> Columns:
        """The records with every cell of the columns read converted; see `Adapter.adapt`."""
        require_columns(records, self.reads, f"adapter {type(self).__name__}")
        converted = {}
        for column in self.reads:
            converted[column] = self._convert_column(records[column], column, record_names)
        return {**records, **converted}

    def _convert_column(self, cells: Sequence[str], column: str, record_names: Names | None) -> list[str]:
        converted: dict[str, str] = {}
        for cell in dict.fromkeys(cells):
            try:
                converted[cell] = self.convert(cell)
            except ValueError as error:
                raise cell_error(str(error), cells, cell, column, record_names) from error
        return [converted[cell] for cell in cells]


def require_columns(records: Columns, names: Sequence[str], reader: str) -> None:
    """Passes where the records have all of the columns.

    Args:
        records: n records.
        names: the columns that must be there.
        reader: who needs them; begins the message.

    Raises:
        InputError: names the absent columns, for each the closest present one, and those present.
    """
    if all(name in records for name in names):
        return
    present = list(records)
    absent = [_with_hint(name, present) for name in names if name not in records]
    shown = ", ".join(map(repr, present[:MAX_NAMES_SHOWN])) or "none"
    hidden = len(present) - MAX_NAMES_SHOWN
    more = f" and {hidden} more" if hidden > 0 else ""
    raise InputError(
        f"{reader}: the records have no column {', '.join(absent)}; they have {shown}{more}. "
        "Correct the name in conf/adapters or conf/task, or supply the column"
    )


def cell_error(problem: str, cells: Sequence[str], cell: str, column: str, record_names: Names | None) -> InputError:
    """The error for the first cell that equals `cell`; names its record, column and problem."""
    record = "" if record_names is None else f"record {record_names[cells.index(cell)]!r}, "
    return InputError(f"{record}column {column!r}: {cell!r} {problem}")


def _with_hint(name: str, present: Sequence[str]) -> str:
    match = closest_match(name, present)
    return f"{name!r} (did you mean {match!r}?)" if match else repr(name)
