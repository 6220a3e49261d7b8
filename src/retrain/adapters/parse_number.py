"""Numbers as people write them become numbers as computers write them."""

import math
import re
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from retrain.adapters.cell_adapter import CellAdapter


class ParseNumber(CellAdapter):
    """Rewrites numbers in canonical form: `1.234,50` becomes `1234.5`; a blank cell stays missing.

    Attributes:
        columns: the columns to rewrite.
        decimal: the mark before the fraction.
        thousands: the mark between groups of three digits, "" where there is none.
    """

    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    decimal: Literal[".", ","] = "."
    thousands: Annotated[str, Field(pattern=r"^[^0-9eE+-]?$")] = ""

    @model_validator(mode="after")
    def _marks_differ(self) -> Self:
        if self.thousands == self.decimal:
            raise ValueError(f"decimal and thousands are both {self.decimal!r}; give them different marks")
        return self

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns to rewrite."""
        return self.columns

    def convert(self, cell: str) -> str:
        """The shortest decimal text that reads back as the same double, without `.0` for whole numbers.

        Raises:
            ValueError: the cell is no finite number in this notation.
        """
        text = cell.strip()
        if not text:
            return ""
        if not self._notation.fullmatch(text):
            raise ValueError(self._expected)
        value = float(text.replace(self.thousands, "").replace(self.decimal, ".")) + 0.0
        if not math.isfinite(value):
            raise ValueError(self._expected)
        return repr(value).removesuffix(".0")

    @property
    def _expected(self) -> str:
        return (
            f"is no finite number with decimal {self.decimal!r} and thousands {self.thousands!r}; "
            "correct the cell, or the marks in conf/adapters"
        )

    @cached_property
    def _notation(self) -> re.Pattern[str]:
        point = re.escape(self.decimal)
        grouped = f"[0-9]{{1,3}}(?:{re.escape(self.thousands)}[0-9]{{3}})+|" if self.thousands else ""
        return re.compile(f"[+-]?(?:(?:{grouped}[0-9]+)(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][+-]?[0-9]+)?")
