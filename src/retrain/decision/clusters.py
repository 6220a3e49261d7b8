"""Rows that are not independent of each other."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Groups = NDArray[Any] | None


def group_codes(groups: Groups) -> NDArray[np.int64] | None:
    """The number of each row's group, by first occurrence, shape (rows,); None where each row stands for itself.

    Args:
        groups: what keeps rows together, such as a customer, shape (rows,); None where nothing
            does.
    """
    if groups is None:
        return None
    number: dict[Any, int] = {}
    codes = np.fromiter((number.setdefault(key, len(number)) for key in groups.tolist()), np.int64, len(groups))
    return None if len(number) == len(groups) else codes
