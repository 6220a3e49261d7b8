"""Cells, all of them text, as the numbers by which a column is compared."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.enums import Role

Cells = Sequence[str]
Floats = NDArray[np.float64]

MISSING = -np.inf
"""A missing number lies below every other, so that cells which go missing are seen like a change of value."""


def values(cells: Cells) -> Floats:
    """The number in each cell, (n,)."""
    numbers = np.array([float(cell or "nan") for cell in cells], dtype=np.float64)
    return np.where(np.isnan(numbers), MISSING, numbers)


def days(cells: Cells) -> Floats:
    """The day in each cell, counted from 1970, (n,)."""
    found = np.array([cell[:10] or "NaT" for cell in cells], dtype="datetime64[D]")
    return np.where(np.isnat(found), MISSING, found.astype(np.int64))


def lengths(cells: Cells) -> Floats:
    """The number of words in each text, (n,)."""
    return np.array([len(cell.split()) for cell in cells], dtype=np.float64)


def brightness(cells: Cells) -> Floats:
    """The mean of the pixels of each image, (n,)."""
    return np.array([np.mean([float(one) for one in cell.split()] or MISSING) for cell in cells], dtype=np.float64)


NUMBERS: Mapping[Role, Callable[[Cells], Floats]] = {
    Role.DATE: days,
    Role.IMAGE: brightness,
    Role.NUMBER: values,
    Role.TEXT: lengths,
}
