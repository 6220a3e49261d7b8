"""Labels under the names that the task uses."""

from typing import Annotated

from pydantic import Field

from retrain.adapters.cell_adapter import CellAdapter


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
