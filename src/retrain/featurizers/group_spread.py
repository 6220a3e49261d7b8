"""In how many groups something occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def group_spread(occurrences: csr_matrix, groups: NDArray[np.object_]) -> NDArray[np.int64]:
    """The number of distinct groups in which each column occurs, shape (d,).

    Args:
        occurrences: shape (n, d), positive where something occurs.
        groups: the group of each row, shape (n,).
    """
    from scipy.sparse import csr_matrix

    _, codes = np.unique(groups, return_inverse=True)
    rows = np.arange(len(codes))
    incidence = csr_matrix((np.ones(len(codes), np.float32), (codes, rows)))
    spread: NDArray[np.int64] = (incidence @ occurrences).getnnz(axis=0)
    return spread
