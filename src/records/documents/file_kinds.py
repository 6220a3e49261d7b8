"""What a document is, by its first bytes and never by its name."""

import codecs
import re
from collections.abc import Collection
from enum import StrEnum

HEAD = 4096
MAILS_OWN = 2


class Kind(StrEnum):
    """What a document is."""

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
    b"PK\x03\x04": Kind.ZIP,
    b"PK\x05\x06": Kind.ZIP,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Kind.OLE,
    b"{\\rtf": Kind.RTF,
    b"\x89PNG\r\n\x1a\n": Kind.IMAGE,
    b"\xff\xd8\xff": Kind.IMAGE,
    b"GIF8": Kind.IMAGE,
    b"II*\0": Kind.IMAGE,
    b"MM\0*": Kind.IMAGE,
    codecs.BOM_UTF16_LE: Kind.TEXT,
    codecs.BOM_UTF16_BE: Kind.TEXT,
}
MEMBERS = {"word/document.xml": Kind.DOCX, "ppt/presentation.xml": Kind.PPTX, "content.xml": Kind.ODF}
STREAMS = {"WordDocument": Kind.DOC, "Workbook": Kind.XLS, "Book": Kind.XLS, "PowerPoint Document": Kind.PPT}
HTML = re.compile(rb"<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
HEADERS = re.compile(
    rb"^(from|to|subject|date|received|message-id|mime-version|content-type|return-path):", re.IGNORECASE | re.MULTILINE
)
FIRST_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")


def kind_of(head: bytes) -> Kind:
    """What begins with these bytes; archives and old office files are told apart by what they hold.

    Args:
        head: the first `HEAD` bytes.
    """
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if b"\0" in head:
        return Kind.BINARY
    if _is_mail(head):
        return Kind.EML
    return Kind.HTML if HTML.search(head) else Kind.TEXT


def kind_of_archive(members: Collection[str]) -> Kind:
    """What a zip file with these members is."""
    return next((kind for member, kind in MEMBERS.items() if member in members), Kind.ZIP)


def kind_of_ole(raw: bytes) -> Kind:
    """What an old office file is, by the names of its streams."""
    return next((kind for stream, kind in STREAMS.items() if stream.encode("utf-16-le") in raw), Kind.OLE)


def _is_mail(head: bytes) -> bool:
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return FIRST_HEADER.match(headers) is not None and len(set(HEADERS.findall(headers))) >= MAILS_OWN
