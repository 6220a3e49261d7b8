"""Detects the kind of a document from its first bytes, never from its name."""

import codecs
import re
from collections.abc import Collection
from enum import StrEnum

HEAD_BYTES = 4096
PDF_HEAD_BYTES = 1024
MIN_EMAIL_HEADERS = 2


class FileKind(StrEnum):
    """The kind of a document; the records hold these values."""

    BINARY = "binary"
    DOC = "doc"
    DOCX = "docx"
    EML = "eml"
    HTML = "html"
    IMAGE = "image"
    ODF = "odf"
    OLE = "ole"
    PDF = "pdf"
    PPT = "ppt"
    PPTX = "pptx"
    RTF = "rtf"
    TEXT = "text"
    UNKNOWN = "unknown"
    XLS = "xls"
    ZIP = "zip"


MAGIC = {
    b"PK\x03\x04": FileKind.ZIP,
    b"PK\x05\x06": FileKind.ZIP,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": FileKind.OLE,
    b"{\\rtf": FileKind.RTF,
    b"\x89PNG\r\n\x1a\n": FileKind.IMAGE,
    b"\xff\xd8\xff": FileKind.IMAGE,
    b"GIF8": FileKind.IMAGE,
    b"II*\0": FileKind.IMAGE,
    b"MM\0*": FileKind.IMAGE,
    codecs.BOM_UTF16_LE: FileKind.TEXT,
    codecs.BOM_UTF16_BE: FileKind.TEXT,
}
MEMBERS = {
    "word/document.xml": FileKind.DOCX,
    "ppt/presentation.xml": FileKind.PPTX,
    "content.xml": FileKind.ODF,
}
STREAMS = {
    "WordDocument": FileKind.DOC,
    "Workbook": FileKind.XLS,
    "Book": FileKind.XLS,
    "PowerPoint Document": FileKind.PPT,
}
HTML_TAG = re.compile(rb"<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
EMAIL_HEADERS = re.compile(
    rb"^(from|to|subject|date|received|message-id|mime-version|content-type|return-path):",
    re.IGNORECASE | re.MULTILINE,
)
FIRST_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")


def detect_kind(head: bytes) -> FileKind:
    """The kind of a file; of a zip or OLE file, the container.

    Args:
        head: the first `HEAD_BYTES` bytes.
    """
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:PDF_HEAD_BYTES]:
        return FileKind.PDF
    if b"\0" in head:
        return FileKind.BINARY
    if _is_email(head):
        return FileKind.EML
    return FileKind.HTML if HTML_TAG.search(head) else FileKind.TEXT


def detect_archive_kind(members: Collection[str]) -> FileKind:
    """The kind of a zip file with these members."""
    return next((kind for member, kind in MEMBERS.items() if member in members), FileKind.ZIP)


def detect_ole_kind(raw: bytes) -> FileKind:
    """The kind of an office file from before 2007, by the names of its streams."""
    for stream, kind in STREAMS.items():
        if stream.encode("utf-16-le") in raw:
            return kind
    return FileKind.OLE


def _is_email(head: bytes) -> bool:
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    known = set(EMAIL_HEADERS.findall(headers))
    return FIRST_HEADER.match(headers) is not None and len(known) >= MIN_EMAIL_HEADERS
