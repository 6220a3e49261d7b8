"""Adapters that make a column from others."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field

from retrain.adapters.adapter import Adapter, require_columns
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.errors import InputError
from retrain.workspace.linear_patterns import linear_pattern


class _Deriving(Adapter):
    into: Annotated[str, Field(min_length=1)]

    @abstractmethod
    def derive(self, cells: tuple[str, ...]) -> str:
        """The new cell of one record, from its cells of the columns read."""

    def adapt(self, records: Columns, record_names: Sequence[object] | None = None) -> Columns:
        """The records with the column `into`; see `Adapter.adapt`."""
        reader = f"adapter {type(self).__name__}"
        require_columns(records, self.reads, reader)
        if self.into in records and self.into not in self.reads:
            raise InputError(f"{reader}: the records already have a column {self.into!r}; choose another `into`")
        rows = zip(*(records[name] for name in self.reads), strict=True)
        return {**records, self.into: list(map(self.derive, rows))}

    def source_columns(self, name: str) -> tuple[str, ...]:
        """The columns read, for the new column."""
        return self.reads if name == self.into else (name,)


class JoinColumns(_Deriving):
    """Joins the cells of several columns into one.

    Attributes:
        columns: in the order of their cells; they stay.
        separator: between two cells, also where one is missing.
        into: the column to write.
    """

    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    separator: str = " "

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns to join."""
        return self.columns

    def derive(self, cells: tuple[str, ...]) -> str:
        """The cells with the separator between them."""
        return self.separator.join(cells)


def _one_group(pattern: str) -> str:
    groups = linear_pattern(pattern).groups
    if groups != 1:
        raise ValueError(f"{pattern!r} has {groups} groups; put one pair of brackets round the part")
    return pattern


class ExtractText(_Deriving):
    """Extracts the first match of the one group of a regular expression; "" where there is none.

    Attributes:
        column: the column to search; it stays, unless `into` names it too.
        pattern: in the syntax of RE2, with one group.
        into: the column to write.
    """

    column: str
    pattern: Annotated[str, AfterValidator(_one_group)]

    @property
    def reads(self) -> tuple[str, ...]:
        """The column to search."""
        return (self.column,)

    def derive(self, cells: tuple[str, ...]) -> str:
        """The text of the group, or "" where it does not match."""
        match = linear_pattern(self.pattern).search(cells[0])
        return match[1] or "" if match else ""
