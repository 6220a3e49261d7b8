"""Reads one document of any kind, in a worker process, since hostile bytes may crash a reader."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from records.documents.document import Document, Status, UnreadableDocumentError
from records.documents.eml import read_eml
from records.documents.file_kinds import HEAD_BYTES, FileKind, detect_kind
from records.documents.html import read_html
from records.documents.ocr import read_image
from records.documents.office_legacy import read_ole, read_rtf
from records.documents.office_xml import read_office_xml
from records.documents.pdf import read_pdf
from records.documents.plain_text import clean_text, read_text

READERS: dict[FileKind, Callable[[bytes], Document]] = {
    FileKind.EML: read_eml,
    FileKind.HTML: read_html,
    FileKind.TEXT: read_text,
    FileKind.ZIP: read_office_xml,
}
OCR_READERS: dict[FileKind, Callable[[bytes, str], Document]] = {
    FileKind.IMAGE: read_image,
    FileKind.OLE: read_ole,
    FileKind.PDF: read_pdf,
    FileKind.RTF: read_rtf,
}


def read_document(path: Path, language: str, characters: int) -> Document:
    """The document of a file; any error but a lack of memory becomes its status.

    Args:
        path: the file; a link is not followed.
        language: of scans and images, as tesseract names it.
        characters: length at which the text is cut.
    """
    kind = FileKind.UNKNOWN
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            raw = file.read()
        kind = detect_kind(raw[:HEAD_BYTES])
        document = _read(raw, kind, language)
    except MemoryError:
        raise
    except UnreadableDocumentError as problem:
        return Document(kind, problem.status)
    except Exception:
        return Document(kind, Status.DAMAGED)
    text = clean_text(document.text)
    status = Status.EMPTY if document.status is Status.OK and not text else document.status
    return replace(document, status=status, text=text[:characters], characters=len(text))


def _read(raw: bytes, kind: FileKind, language: str) -> Document:
    if kind in OCR_READERS:
        return OCR_READERS[kind](raw, language)
    if kind in READERS:
        return READERS[kind](raw)
    raise UnreadableDocumentError(Status.UNSUPPORTED)
