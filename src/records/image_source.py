"""Reads pictures as records."""

import io
from pathlib import Path, PurePosixPath

import pandas as pd

from records.archives import contents
from records.configuration import ImageSource
from records.csv_reader import Sheet
from records.snapshot import BadCell, Reason

ENDS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
MOST_PIXELS = 40_000_000


def image_sheets(source: ImageSource, root: Path) -> dict[str, Sheet]:
    """One record a picture, its number in the order of reading as line; what is none goes to the quarantine.

    Raises:
        InputError: the folder or archive is missing, empty or torn.
    """
    rows, refused = [], []
    for number, (_, name, raw) in enumerate(contents(source, root, is_picture), 1):
        try:
            rows.append((number, name, str(PurePosixPath(name).parent), pixels(raw, source.size)))
        except (OSError, ValueError, SyntaxError):
            refused.append(BadCell(source.path, number, "", name, Reason.NO_IMAGE))
    place = pd.MultiIndex.from_product([[source.path], [row[0] for row in rows]], names=["file", "line"])
    frame = pd.DataFrame([row[1:] for row in rows], index=place, columns=["id", "folder", "image"], dtype=str)
    return {source.path: Sheet(frame, tuple(refused))}


def is_picture(name: str) -> bool:
    """Whether a file's name ends as those of pictures do."""
    return name.lower().endswith(ENDS)


def pixels(raw: bytes, size: int) -> str:
    """The grey values of a picture that is brought to so many pixels a side, 0 to 255, with blanks between.

    Raises:
        OSError: it is no picture of a known format.
        ValueError: it has more pixels than anybody needs, which is known before they are unpacked.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError(image.size)
            grey = image.convert("L").resize((size, size), Image.Resampling.BOX)
    except Image.DecompressionBombError as error:
        raise ValueError(str(error)) from error
    return " ".join(map(str, grey.tobytes()))
