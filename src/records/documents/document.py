"""What is known of a document once somebody tried to read it."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from records.documents.file_kinds import Kind

DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


class Status(StrEnum):
    """What became of a document; the reports count these values."""

    CRASHED = "refused: its reader crashed or ran out of memory"
    DAMAGED = "damaged"
    DOCTYPE = "refused: its XML declares a document type"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    LINK = "refused: a link"
    NEEDS_OCR = "needs_ocr"
    OK = "ok"
    PARTS = "refused: too many parts"
    PIXELS = "refused: too many pixels"
    SPECIAL = "refused: no plain file"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    UNPACKED = "refused: unpacks to too much"
    UNSUPPORTED = "unsupported"


class UnreadError(Exception):
    """A document that is not read, with the status that says why."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.value)
        self.status = status


@dataclass(frozen=True)
class Document:
    """A document as read; what is not known is 0 or empty.

    Attributes:
        kind: what the content is, whatever the name says.
        status: whether it was read, else why not.
        text: its words, a line per paragraph.
        characters: the length of the text before it was cut to the source's limit.
        created: the day that the document itself gives, in ISO 8601; for a letter the day that it
            was sent.
        modified: likewise, the day of the last change.
        pages: pages, slides or frames.
        images: pictures in it.
        tables: tables in it.
        width: of the first page in points, of a picture in pixels.
        height: likewise.
    """

    kind: Kind
    status: Status = Status.OK
    text: str = ""
    characters: int = 0
    created: str = ""
    modified: str = ""
    pages: int = 0
    images: int = 0
    tables: int = 0
    width: float = 0
    height: float = 0


def day(written: str | None) -> str:
    """The day at the beginning of a date such as `D:20240105120000Z` or `2024-01-05T12:00`, in ISO 8601; else empty."""
    found = DAY.search(written or "")
    if found:
        with suppress(ValueError):
            return date(*map(int, found.groups())).isoformat()
    return ""
