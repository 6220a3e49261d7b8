"""Adapters that rewrite local notations of numbers and dates in canonical form."""

import math
import re
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from retrain.adapters.adapter import CellAdapter

EXAMPLE = date(2001, 12, 30)
NAMED = (EXAMPLE, EXAMPLE.replace(day=1), EXAMPLE.replace(month=1, day=1))


class _Parser(CellAdapter):
    columns: Annotated[tuple[str, ...], Field(min_length=1)]

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns to rewrite."""
        return self.columns


class ParseNumber(_Parser):
    """Rewrites numbers in canonical form: `1.234,50` becomes `1234.5`; a blank cell stays missing.

    Attributes:
        columns: the columns to rewrite.
        decimal: the mark before the fraction.
        thousands: the mark between groups of three digits, "" where there is none.
    """

    decimal: Literal[".", ","] = "."
    thousands: Annotated[str, Field(pattern=r"^[^0-9eE+-]?$")] = ""

    @model_validator(mode="after")
    def _marks_differ(self) -> Self:
        if self.thousands == self.decimal:
            raise ValueError(f"decimal and thousands are both {self.decimal!r}; give them different marks")
        return self

    def convert(self, cell: str) -> str:
        """The shortest text that reads back as the same double, without `.0`; see `CellAdapter`."""
        text = cell.strip()
        if not text:
            return ""
        plain = text.replace(self.thousands, "").replace(self.decimal, ".")
        value = float(plain) if self._notation.fullmatch(text) else math.nan
        if not math.isfinite(value):
            raise ValueError(
                f"is no finite number with decimal {self.decimal!r} and thousands "
                f"{self.thousands!r}; correct the cell, or the marks in conf/adapters"
            )
        return repr(value + 0.0).removesuffix(".0")

    @cached_property
    def _notation(self) -> re.Pattern[str]:
        point = re.escape(self.decimal)
        mark = re.escape(self.thousands)
        grouped = f"[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+|" if self.thousands else ""
        digits = f"(?:{grouped}[0-9]+)(?:{point}[0-9]*)?|{point}[0-9]+"
        return re.compile(f"[+-]?(?:{digits})(?:[eE][+-]?[0-9]+)?")


def _names_a_day(pattern: str) -> str:
    try:
        complete = datetime.strptime(EXAMPLE.strftime(pattern), pattern).date() in NAMED
    except ValueError as error:
        raise ValueError(f"{pattern!r} is no date format of Python's strptime: {error}") from error
    if not complete:
        raise ValueError(
            f"{pattern!r} does not name day, month and year, or a month, or a year; write for example '%d.%m.%Y'"
        )
    return pattern


class ParseDate(_Parser):
    """Rewrites dates as `YYYY-MM-DD`, without a time of day; a bare year or month is its first day.

    Attributes:
        columns: the columns to rewrite.
        format: how the dates are written, in the notation of Python's `strptime`.
    """

    format: Annotated[str, AfterValidator(_names_a_day)]

    def convert(self, cell: str) -> str:
        """The day as ISO 8601 text; ValueError if the cell is no date in this format."""
        text = cell.strip()
        try:
            return datetime.strptime(text, self.format).date().isoformat() if text else ""
        except ValueError:
            expected = f"is no date like {EXAMPLE.strftime(self.format)!r}"
            remedy = "correct the cell, or the format in conf/adapters"
            raise ValueError(f"{expected}; {remedy}") from None
