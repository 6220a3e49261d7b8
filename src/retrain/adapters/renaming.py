"""Adapters that rename columns and labels to the names of the task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field

from retrain.adapters.adapter import Adapter, CellAdapter, require_columns
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.errors import InputError


class MapLabels(CellAdapter):
    """Replaces values of one column, to merge or rename labels; other values stay.

    Attributes:
        column: the column to rewrite.
        mapping: value in the raw records -> new value.
    """

    column: str
    mapping: Annotated[dict[str, str], Field(min_length=1)]

    @property
    def reads(self) -> tuple[str, ...]:
        """The column to rewrite."""
        return (self.column,)

    def convert(self, cell: str) -> str:
        """The new value, or the cell itself where the mapping does not name it."""
        return self.mapping.get(cell, cell)


def _one_to_one(columns: dict[str, str]) -> dict[str, str]:
    if len(set(columns.values())) < len(columns):
        raise ValueError("two columns get the same new name; give each its own")
    return columns


class RenameColumns(Adapter):
    """Gives columns new names.

    Attributes:
        columns: name in the raw records -> new name.
    """

    columns: Annotated[dict[str, str], Field(min_length=1), AfterValidator(_one_to_one)]

    @property
    def reads(self) -> tuple[str, ...]:
        """The old names."""
        return tuple(self.columns)

    def adapt(self, records: Columns, record_names: Sequence[object] | None = None) -> Columns:
        """The records with the new names, columns in the same order.

        Raises:
            InputError: an old name is absent, or a new name is taken by a column that keeps its
                name.
        """
        require_columns(records, self.reads, "adapter RenameColumns")
        staying = set(records) - set(self.columns)
        taken = sorted(staying & set(self.columns.values()))
        if taken:
            raise InputError(
                f"adapter RenameColumns: the records already have a column {taken[0]!r}; "
                "rename that one too in conf/adapters, or choose another new name"
            )
        return {self.columns.get(name, name): cells for name, cells in records.items()}

    def source_columns(self, name: str) -> tuple[str, ...]:
        """The old name of the column."""
        return (next((old for old, new in self.columns.items() if new == name), name),)
