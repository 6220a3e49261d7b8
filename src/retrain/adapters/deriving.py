"""Columns that are made from others."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated

import re2
from pydantic import AfterValidator, Field

from retrain.adapters.adapter import Adapter
from retrain.adapters.columns import require_columns
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd


class _Deriving(Adapter):
    into: Annotated[str, Field(min_length=1)]

    @abstractmethod
    def derive(self, cells: tuple[str, ...]) -> str:
        """The new cell of one record, from its cells of the columns read."""

    def adapt(self, records: pd.DataFrame) -> pd.DataFrame:
        """New records with the column `into`, which may replace a column read; see `Adapter.adapt`."""
        reader = f"adapter {type(self).__name__}"
        require_columns(records, self.reads, reader)
        if self.into in set(records.columns).difference(self.reads):
            raise InputError(f"{reader}: the records already have a column {self.into!r}; choose another `into`")
        rows = zip(*(records[name].tolist() for name in self.reads), strict=True)
        return records.assign(**{self.into: list(map(self.derive, rows))})

    def before(self, name: str) -> tuple[str, ...]:
        """The columns read, for the new column."""
        return self.reads if name == self.into else (name,)


class JoinColumns(_Deriving):
    """Joins the cells of several columns into one.

    Attributes:
        columns: in the order of their cells; they stay.
        separator: stands between two cells, also where one is missing.
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
    quiet = re2.Options()
    quiet.log_errors = False
    try:
        groups = re2.compile(pattern, quiet).groups
    except re2.error as error:
        raise ValueError(f"{pattern!r} is no pattern of RE2: {error.args[0].decode(errors='replace')}") from None
    if groups != 1:
        raise ValueError(f"{pattern!r} has {groups} groups; write one pair of brackets round what to extract")
    return pattern


class ExtractText(_Deriving):
    """Takes what the one group of a regular expression matches first; a cell without a match becomes missing.

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
        found = re2.search(self.pattern, cells[0])
        return found[1] or "" if found else ""
