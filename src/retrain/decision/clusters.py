"""Clusters of rows that are not independent of each other."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Groups = NDArray[Any] | None


def group_codes(groups: Groups) -> NDArray[np.int64] | None:
    """The number of each row's group, (rows,); None where all rows are independent.

    Args:
        groups: group of each row, such as a customer, shape (rows,); None without groups.
    """
    if groups is None:
        return None
    numbers: dict[Any, int] = {}
    codes = [numbers.setdefault(key, len(numbers)) for key in groups.tolist()]
    return None if len(numbers) == len(groups) else np.array(codes, dtype=np.int64)
