"""Decodes text of unknown encoding, and cleans it for a record."""

import codecs
import re

from records.documents.document import Document
from records.documents.file_kinds import FileKind

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SPACES = re.compile(r"[^\S\n]+")
LINE_BREAKS = re.compile(r"\s*\n\s*")


def read_text(raw: bytes) -> Document:
    """The text of a plain file."""
    return Document(FileKind.TEXT, text=decode_text(raw))


def decode_text(raw: bytes, declared: str | None = None) -> str:
    """The text in the first encoding that fits.

    These are tried: that of a byte order mark, the declared one, UTF-8, Windows-1252. Any bytes are
    accepted: those that Windows-1252 does not define become U+FFFD.

    Args:
        raw: the bytes.
        declared: an encoding that the document declares, which may be wrong or unknown.
    """
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return raw.decode(encoding)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def clean_text(text: str) -> str:
    """The text without NUL, lone surrogates, empty lines and repeated spaces."""
    valid = text.replace("\0", " ").encode("utf-8", "replace").decode()
    return LINE_BREAKS.sub("\n", SPACES.sub(" ", valid)).strip()
