"""The words in a picture, where the program tesseract is at hand."""

import io
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from records.documents.document import Document, Status, UnreadError
from records.documents.file_kinds import Kind

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "GIF", "TIFF")


def read_image(raw: bytes, language: str) -> Document:
    """A picture with the words that tesseract finds in its first frame; `needs_ocr` where tesseract is absent.

    Args:
        raw: the bytes of the file.
        language: what tesseract calls the language, such as `eng+deu`.

    Raises:
        UnreadError: the picture has more pixels than anybody scans, which is known before they are
            unpacked.
    """
    with _opened(raw) as image:
        width, height = image.size
        words = recognised(image, language)
        pages = getattr(image, "n_frames", 1)
    status = Status.NEEDS_OCR if words is None else Status.OK
    return Document(Kind.IMAGE, status, words or "", pages=pages, images=1, width=width, height=height)


def recognised(image: "Image", language: str) -> str | None:
    """The words in a picture; None where tesseract is absent or lacks the language."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    grey = io.BytesIO()
    image.convert("L").save(grey, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", "-l", language]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=grey.getvalue(), capture_output=True, env=environment, check=False)  # noqa: S603
    return None if done.returncode else done.stdout.decode("utf-8", "replace")


def _opened(raw: bytes) -> "Image":
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(raw), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise UnreadError(Status.PIXELS) from error
    if image.width * image.height > MOST_PIXELS:
        raise UnreadError(Status.PIXELS)
    image.load()
    return image
