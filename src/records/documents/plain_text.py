"""Bytes as text, and text as it stands in a record."""

import codecs
import re

from records.documents.document import Document
from records.documents.file_kinds import Kind

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SPACES = re.compile(r"[^\S\n]+")
GAPS = re.compile(r"\s*\n\s*")


def read_text(raw: bytes) -> Document:
    """A file of text."""
    return Document(Kind.TEXT, text=decoded(raw))


def decoded(raw: bytes, declared: str | None = None) -> str:
    """The text in the encoding of its byte order mark, in the declared one, in UTF-8, else in Windows-1252.

    No byte is refused: what an encoding does not know becomes U+FFFD.
    """
    for mark, encoding in MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return raw.decode(encoding)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def tidy(text: str) -> str:
    """The text without NUL, lone surrogates, empty lines and runs of spaces."""
    valid = text.replace("\0", " ").encode("utf-8", "replace").decode()
    return GAPS.sub("\n", SPACES.sub(" ", valid)).strip()
