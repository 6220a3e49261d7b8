"""Every closed set of names of the feature store."""

from enum import StrEnum


class SourceKind(StrEnum):
    """Sources that exist."""

    FILE = "file"
    GENERATOR = "generator"


class CellType(StrEnum):
    """What the cells of a column must be; an empty cell is missing and always allowed."""

    DATE = "date"
    NUMBER = "number"
    TEXT = "text"


class Reason(StrEnum):
    """Why a row is in the quarantine."""

    NO_DATE = "is not a date like 2024-12-31"
    NO_ID = "is empty, but every row needs an id"
    NO_NUMBER = "is not a number"
    NUL = "holds a NUL character"
    QUOTE = "has a quotation mark out of place"
    REPEATED = "stands already"
    TOO_FEW = "too few cells"
    TOO_MANY = "too many cells"
