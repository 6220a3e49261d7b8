"""Reads PDF."""

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from records.documents.document import Document, Status, UnreadableDocumentError, iso_date
from records.documents.file_kinds import FileKind
from records.documents.ocr import MAX_PIXELS, recognise_text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

DOTS_PER_POINT = 150 / 72
MIN_TEXT_LENGTH = 20


class PdfPage(NamedTuple):
    """A page.

    Attributes:
        text: None where the page is a scan that cannot be recognised.
        images: number of images.
    """

    text: str | None
    images: int


def read_pdf(raw: bytes, language: str) -> Document:
    """A PDF; scanned pages are recognised, and the status is `needs_ocr` where that is impossible.

    Args:
        raw: the bytes of the file.
        language: of scanned pages, as tesseract names it.

    Raises:
        UnreadableDocumentError: the file is encrypted or damaged.
    """
    document = _open_pdf(raw)
    pages = [_read_page(document, number, language) for number in range(len(document))]
    width, height = document[0].get_size()
    metadata = document.get_metadata_dict()
    return Document(
        FileKind.PDF,
        Status.NEEDS_OCR if any(page.text is None for page in pages) else Status.OK,
        "\n".join(page.text or "" for page in pages),
        created=iso_date(metadata["CreationDate"]),
        modified=iso_date(metadata["ModDate"]),
        pages=len(pages),
        images=sum(page.images for page in pages),
        width=width,
        height=height,
    )


def _open_pdf(raw: bytes) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        return PdfDocument(raw)
    except PdfiumError as error:
        encrypted = error.err_code == FPDF_ERR_PASSWORD
        status = Status.ENCRYPTED if encrypted else Status.DAMAGED
        raise UnreadableDocumentError(status) from error


def _read_page(document: "PdfDocument", number: int, language: str) -> PdfPage:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    page = document[number]
    text_page = page.get_textpage()
    text = text_page.get_text_bounded()
    text_page.close()
    images = sum(1 for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=2))
    if images and len(text.strip()) < MIN_TEXT_LENGTH:
        bitmap = page.render(scale=_scale(*page.get_size())).to_pil()
        return PdfPage(recognise_text(bitmap, language), images)
    return PdfPage(text, images)


def _scale(width: float, height: float) -> float:
    """Pixels per point for 150 dots per inch, less where the page would exceed `MAX_PIXELS`."""
    return min(DOTS_PER_POINT, sqrt(MAX_PIXELS / max(width * height, 1)))
