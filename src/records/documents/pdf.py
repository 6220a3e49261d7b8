"""The words and the layout of a PDF."""

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from records.documents.document import Document, Status, UnreadError, day
from records.documents.file_kinds import Kind
from records.documents.images import MOST_PIXELS, recognised

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

SCAN_DENSITY = 150 / 72
SCANNED = 20


class Sheet(NamedTuple):
    """A page: its words, None where they must be recognised and nobody can, and how many pictures it has."""

    text: str | None
    images: int


def read_pdf(raw: bytes, language: str) -> Document:
    """A PDF; pages that are pictures are recognised, and the status is `needs_ocr` where they cannot be.

    Args:
        raw: the bytes of the file.
        language: of the pages that are pictures, as tesseract calls it.

    Raises:
        UnreadError: the file is encrypted or damaged.
    """
    document = _opened(raw)
    sheets = [_sheet(document, number, language) for number in range(len(document))]
    width, height = document[0].get_size()
    dates = document.get_metadata_dict()
    return Document(
        Kind.PDF,
        Status.NEEDS_OCR if any(sheet.text is None for sheet in sheets) else Status.OK,
        "\n".join(sheet.text or "" for sheet in sheets),
        created=day(dates["CreationDate"]),
        modified=day(dates["ModDate"]),
        pages=len(sheets),
        images=sum(sheet.images for sheet in sheets),
        width=width,
        height=height,
    )


def _opened(raw: bytes) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        return PdfDocument(raw)
    except PdfiumError as error:
        locked = error.err_code == FPDF_ERR_PASSWORD
        raise UnreadError(Status.ENCRYPTED if locked else Status.DAMAGED) from error


def _sheet(document: "PdfDocument", number: int, language: str) -> Sheet:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    page = document[number]
    words = page.get_textpage()
    text = words.get_text_bounded()
    words.close()
    images = sum(1 for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=2))
    if images and len(text.strip()) < SCANNED:
        return Sheet(recognised(page.render(scale=_scale(*page.get_size())).to_pil(), language), images)
    return Sheet(text, images)


def _scale(width: float, height: float) -> float:
    """Pixels a point that make 150 dots an inch, fewer where the picture of the page were too large."""
    return min(SCAN_DENSITY, sqrt(MOST_PIXELS / max(width * height, 1)))
