"""A document as read, and the reasons why one is not read."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from records.documents.file_kinds import FileKind

DATE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


class Status(StrEnum):
    """The outcome of reading a document; the records and reports hold these values."""

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


class UnreadableDocumentError(Exception):
    """A document that is not read; `status` holds the reason."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.value)
        self.status = status


@dataclass(frozen=True)
class Document:
    """A document as read; unknown attributes are 0 or empty.

    Attributes:
        kind: detected from the content, never from the name.
        status: `OK`, or why it was not read completely.
        text: its words, one line a paragraph.
        characters: the length of the text before it was cut to the source's limit.
        created: the day of creation that the document states, in ISO 8601; of an e-mail, the day it
            was sent.
        modified: likewise, the day of the last change.
        pages: number of pages, slides or frames.
        images: number of images in it.
        tables: number of tables in it.
        width: of the first page in points, of an image in pixels.
        height: likewise.
    """

    kind: FileKind
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


def iso_date(text: str | None) -> str:
    """The day of a date such as `D:20240105120000Z` or `2024-01-05T12:00`, else an empty string."""
    match = DATE.search(text or "")
    if match:
        with suppress(ValueError):
            return date(*map(int, match.groups())).isoformat()
    return ""
