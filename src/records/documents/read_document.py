"""One document: from its bytes to what is known of it. Hostile bytes are read by a process that may be killed."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from records.documents.document import Document, Status, UnreadError
from records.documents.eml import read_eml
from records.documents.file_kinds import HEAD, Kind, kind_of
from records.documents.html import read_html
from records.documents.images import read_image
from records.documents.office_legacy import read_ole, read_rtf
from records.documents.office_xml import read_package
from records.documents.pdf import read_pdf
from records.documents.plain_text import read_text, tidy

READERS: dict[Kind, Callable[[bytes], Document]] = {
    Kind.EML: read_eml,
    Kind.HTML: read_html,
    Kind.TEXT: read_text,
    Kind.ZIP: read_package,
}
SCANNERS: dict[Kind, Callable[[bytes, str], Document]] = {
    Kind.IMAGE: read_image,
    Kind.OLE: read_ole,
    Kind.PDF: read_pdf,
    Kind.RTF: read_rtf,
}


def read_document(path: Path, language: str, characters: int) -> Document:
    """What is known of a document; whatever a reader raises is its status, but for want of memory.

    Args:
        path: the file; a link is not followed.
        language: of pictures with words, as tesseract calls it.
        characters: length at which the text is cut.
    """
    kind = Kind.UNKNOWN
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            raw = file.read()
        kind = kind_of(raw[:HEAD])
        document = _read(raw, kind, language)
    except MemoryError:
        raise
    except UnreadError as problem:
        return Document(kind, problem.status)
    except Exception:
        return Document(kind, Status.DAMAGED)
    text = tidy(document.text)
    status = Status.EMPTY if document.status is Status.OK and not text else document.status
    return replace(document, status=status, text=text[:characters], characters=len(text))


def _read(raw: bytes, kind: Kind, language: str) -> Document:
    if kind in SCANNERS:
        return SCANNERS[kind](raw, language)
    if kind in READERS:
        return READERS[kind](raw)
    raise UnreadError(Status.UNSUPPORTED)
