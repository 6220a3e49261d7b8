"""Recognises text in images with tesseract, where it is installed."""

import io
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from records.documents.document import Document, Status, UnreadableDocumentError
from records.documents.file_kinds import FileKind

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "GIF", "TIFF")


def read_image(raw: bytes, language: str) -> Document:
    """An image with the text of its first frame; `needs_ocr` where tesseract is not installed.

    Args:
        raw: the bytes of the file.
        language: as tesseract names it, such as `eng+deu`.

    Raises:
        UnreadableDocumentError: the image has more than 40 million pixels; this is checked before
            they are unpacked.
    """
    with _open_image(raw) as image:
        width, height = image.size
        text = recognise_text(image, language)
        pages = getattr(image, "n_frames", 1)
    return Document(
        FileKind.IMAGE,
        Status.NEEDS_OCR if text is None else Status.OK,
        text or "",
        pages=pages,
        images=1,
        width=width,
        height=height,
    )


def recognise_text(image: "Image", language: str) -> str | None:
    """The text in an image; None where tesseract or the language is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    png = io.BytesIO()
    image.convert("L").save(png, "PNG", compress_level=1)
    completed = subprocess.run(  # noqa: S603
        [program, "stdin", "stdout", "-l", language],
        input=png.getvalue(),
        capture_output=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=False,
    )
    return None if completed.returncode else completed.stdout.decode("utf-8", "replace")


def _open_image(raw: bytes) -> "Image":
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(raw), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise UnreadableDocumentError(Status.PIXELS) from error
    if image.width * image.height > MAX_PIXELS:
        raise UnreadableDocumentError(Status.PIXELS)
    image.load()
    return image
