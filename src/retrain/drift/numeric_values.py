"""Text cells as the numbers by which a column is compared."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.enums import Role

Cells = Sequence[str]
Floats = NDArray[np.float64]

MISSING = -np.inf
"""Below every number, so that more missing cells show as a change of the values."""


def numbers(cells: Cells) -> Floats:
    """The number in each cell, (n,)."""
    values = np.array([float(cell or "nan") for cell in cells], dtype=np.float64)
    return np.where(np.isnan(values), MISSING, values)


def days(cells: Cells) -> Floats:
    """The day in each cell, counted from 1970, (n,)."""
    dates = np.array([cell[:10] or "NaT" for cell in cells], dtype="datetime64[D]")
    return np.where(np.isnat(dates), MISSING, dates.astype(np.int64))


def word_counts(cells: Cells) -> Floats:
    """The number of words in each text, (n,)."""
    return np.array([len(cell.split()) for cell in cells], dtype=np.float64)


def brightness(cells: Cells) -> Floats:
    """The mean of the pixels of each image, (n,)."""
    return np.array([_mean_pixel(cell) for cell in cells], dtype=np.float64)


def _mean_pixel(cell: str) -> float:
    pixels = [float(pixel) for pixel in cell.split()]
    return float(np.mean(pixels or MISSING))


NUMERIC_VALUES: Mapping[Role, Callable[[Cells], Floats]] = {
    Role.DATE: days,
    Role.IMAGE: brightness,
    Role.NUMBER: numbers,
    Role.TEXT: word_counts,
}
