"""The result of reading a source: records, and a quarantine of bad cells with place and reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

EXCERPT_LENGTH = 60


class Reason(StrEnum):
    """Why a row is in the quarantine; `quarantine.csv` holds these values."""

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
    """One fault of one row.

    Attributes:
        file: its name in the source.
        line: where the row begins, 1-based.
        column: the cell's column; empty where the row as a whole is wrong.
        value: the cell, or the row as CSV.
        reason: the kind of fault.
        detail: what the reason leaves open, such as the line of the first of two equal ids.
    """

    file: str
    line: int
    column: str
    value: str
    reason: Reason
    detail: str = ""

    @property
    def description(self) -> str:
        """The reason with its detail."""
        return f"{self.reason.value} {self.detail}".rstrip()

    def __str__(self) -> str:
        """The fault with its place: `mail.csv:19: amount: '12,5x' is not a number`."""
        value = self.value
        excerpt = value if len(value) <= EXCERPT_LENGTH else value[:EXCERPT_LENGTH] + "..."
        cell = f"{self.column}: {excerpt!r} " if self.column else ""
        return f"{self.file}:{self.line}: {cell}{self.description}"


@dataclass(frozen=True)
class Snapshot:
    """The records of a source up to a day, and counts of its other rows.

    Attributes:
        records: the accepted rows, as strings.
        oracle: id, label, probability, truth as strings: the Bayes-optimal prediction of each
            generated record; without rows for other sources.
        quarantine: every bad cell, in the order of files and lines.
        after_as_of: number of rows later than `as_of`.
        dialects: file -> its encoding and delimiter, for CSV.
        erased: number of rows dropped because a person asked for their erasure.
        statuses: of documents: status -> number of records.
    """

    records: pd.DataFrame
    oracle: pd.DataFrame
    quarantine: tuple[BadCell, ...]
    after_as_of: int
    dialects: Mapping[str, str] = field(default_factory=dict)
    erased: int = 0
    statuses: Mapping[str, int] = field(default_factory=dict)

    @property
    def quarantined(self) -> int:
        """Number of rows in quarantine; a row with two bad cells counts once."""
        return len({(cell.file, cell.line) for cell in self.quarantine})

    @property
    def rows_read(self) -> int:
        """Number of rows in the source: accepted, in quarantine, after `as_of`, and erased."""
        return len(self.records) + self.quarantined + self.after_as_of + self.erased
