"""Reads images as records."""

import io
from pathlib import Path, PurePosixPath

import pandas as pd

from records.files import iter_files
from records.images.image_source import ImageSource
from records.snapshot import BadCell, Reason
from records.table import Table

SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
MAX_PIXELS = 40_000_000


def read_images(source: ImageSource, root: Path) -> dict[str, Table]:
    """A table with one row an image, whose line is its number in reading order.

    Files that are no image are rejected.

    Args:
        source: what to read.
        root: the repository's root.

    Raises:
        InputError: the folder or archive is missing, empty or damaged.
    """
    lines = []
    cells = []
    rejected = []
    for number, (_, name, raw) in enumerate(iter_files(source, root, is_image), 1):
        try:
            pixels = grey_pixels(raw, source.size)
        except (OSError, ValueError, SyntaxError):
            rejected.append(BadCell(source.path, number, "", name, Reason.NO_IMAGE))
        else:
            lines.append(number)
            cells.append((name, str(PurePosixPath(name).parent), pixels))
    index = pd.MultiIndex.from_product([[source.path], lines], names=["file", "line"])
    frame = pd.DataFrame(cells, index=index, columns=["id", "folder", "image"], dtype=str)
    return {source.path: Table(frame, tuple(rejected))}


def is_image(name: str) -> bool:
    """Whether a file's name ends as those of images do."""
    return name.lower().endswith(SUFFIXES)


def grey_pixels(raw: bytes, size: int) -> str:
    """The grey values of a scaled image, row by row, 0 to 255, separated by spaces.

    Args:
        raw: the bytes of the file.
        size: pixels a side, to which the image is scaled.

    Raises:
        OSError: it is no image of a known format.
        ValueError: it has more than 40 million pixels; this is known before they are unpacked.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError(image.size)
            grey = image.convert("L").resize((size, size), Image.Resampling.BOX)
    except Image.DecompressionBombError as error:
        raise ValueError(str(error)) from error
    return " ".join(map(str, grey.tobytes()))
