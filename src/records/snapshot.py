"""What a source yields: records, and a quarantine where every bad cell has its place and a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

LONGEST_EXCERPT = 60


class Reason(StrEnum):
    """Why a row is in the quarantine."""

    NO_DATE = "is not a date like 2024-12-31"
    NO_ID = "is empty, but every row needs an id"
    NO_IMAGE = "is no picture that can be read"
    NO_NUMBER = "is not a number"
    NO_OBJECT = "is no JSON object with keys of its own"
    NUL = "holds a NUL character"
    QUOTE = "has a quotation mark out of place"
    REPEATED = "stands already"
    TOO_FEW = "too few cells"
    TOO_MANY = "too many cells"


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
        excerpt = self.value if len(self.value) <= LONGEST_EXCERPT else self.value[:LONGEST_EXCERPT] + "..."
        cell = f"{self.column}: {excerpt!r} " if self.column else ""
        return f"{self.file}:{self.line}: {cell}{self.fault}"


@dataclass(frozen=True)
class Gathered:
    """The records of a source, and what became of the rows that are not among them.

    Attributes:
        records: the rows that are kept, as strings.
        oracle: id, label, probability, truth as strings: the best possible answer; without rows
            where nobody knows it.
        quarantine: every bad cell, in the order of files and lines.
        after_as_of: rows later than the day up to which the source is read.
        forms: file -> how it was read, where that was found out.
        erased: rows that a person asked to have erased.
        statuses: of documents: status -> records with it.
    """

    records: pd.DataFrame
    oracle: pd.DataFrame
    quarantine: tuple[BadCell, ...]
    after_as_of: int
    forms: Mapping[str, str] = field(default_factory=dict)
    erased: int = 0
    statuses: Mapping[str, int] = field(default_factory=dict)

    @property
    def quarantined(self) -> int:
        """Rows in the quarantine; a row with two bad cells counts once."""
        return len({(cell.file, cell.line) for cell in self.quarantine})

    @property
    def read(self) -> int:
        """Rows in the source: those kept, in quarantine, after `as_of`, and erased."""
        return len(self.records) + self.quarantined + self.after_as_of + self.erased
