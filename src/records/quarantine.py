"""Rows that are kept aside, each with its place and a reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from records.enums import Reason

LONGEST_EXCERPT = 60


@dataclass(frozen=True)
class BadCell:
    """One thing wrong with one row.

    Attributes:
        file: as the source names it.
        line: where the row begins, 1-based.
        column: the cell's column; empty where the row as a whole is wrong.
        value: the cell, or the row as CSV.
        reason: the kind of fault.
        detail: what belongs to this fault only, such as the line of the first of two equal ids.
    """

    file: str
    line: int
    column: str
    value: str
    reason: Reason
    detail: str = ""

    @property
    def fault(self) -> str:
        """The reason with its detail."""
        return f"{self.reason.value} {self.detail}".rstrip()

    def __str__(self) -> str:
        """The fault with its place: `mail.csv:19: amount: '12,5x' is not a number`."""
        cell = f"{self.column}: {_excerpt(self.value)!r} " if self.column else ""
        return f"{self.file}:{self.line}: {cell}{self.fault}"


def quarantine_table(cells: Sequence[BadCell]) -> pd.DataFrame:
    """The quarantine as strings, columns file, line, column, value, reason; a NUL is written as backslash and 0."""
    rows = [(cell.file, str(cell.line), cell.column, cell.value.replace("\0", r"\0"), cell.fault) for cell in cells]
    return pd.DataFrame(rows, columns=["file", "line", "column", "value", "reason"], dtype=str)


def count_rows(cells: Sequence[BadCell]) -> int:
    """How many rows are in the quarantine; a row with two bad cells counts once."""
    return len({(cell.file, cell.line) for cell in cells})


def count_reasons(cells: Sequence[BadCell]) -> dict[str, int]:
    """Reason -> bad cells, by name."""
    return dict(sorted(Counter(cell.reason.value for cell in cells).items()))


def _excerpt(value: str) -> str:
    return value if len(value) <= LONGEST_EXCERPT else value[:LONGEST_EXCERPT] + "..."
