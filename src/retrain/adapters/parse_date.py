"""Dates as people write them become ISO dates."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from retrain.adapters.cell_adapter import CellAdapter

EXAMPLE = date(2001, 12, 30)


def _names_a_day(pattern: str) -> str:
    try:
        complete = datetime.strptime(EXAMPLE.strftime(pattern), pattern).date() == EXAMPLE
    except ValueError as error:
        raise ValueError(f"{pattern!r} is no date format of Python's strptime: {error}") from error
    if not complete:
        raise ValueError(f"{pattern!r} does not name day, month and year; write for example '%d.%m.%Y'")
    return pattern


class ParseDate(CellAdapter):
    """Rewrites dates as `YYYY-MM-DD`; a time of day is left out, a blank cell stays missing.

    Attributes:
        columns: the columns to rewrite.
        format: how the dates are written, in the notation of Python's `strptime`.
    """

    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    format: Annotated[str, AfterValidator(_names_a_day)]

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns to rewrite."""
        return self.columns

    def convert(self, cell: str) -> str:
        """The day as ISO 8601 text.

        Raises:
            ValueError: the cell is no date in this format.
        """
        text = cell.strip()
        if not text:
            return ""
        try:
            return datetime.strptime(text, self.format).date().isoformat()
        except ValueError:
            expected = f"is no date like {EXAMPLE.strftime(self.format)!r}"
            raise ValueError(f"{expected}; correct the cell, or the format in conf/adapters") from None
