"""How bad a mistake is: costs of every answer to every true label."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.labels import Severity

Costs = NDArray[np.float64]


def costs_of(labels: Sequence[str], severity: Severity | None) -> Costs:
    """The cost of each answer (column) to each true label (row), shape (labels, labels); right answers cost nothing.

    Every mistake costs 1 where nothing is declared, and where a label is not named.
    """
    costs = np.ones((len(labels), len(labels)))
    for row, truth in enumerate(labels):
        for column, answer in enumerate(labels):
            if severity is not None and severity.costs:
                costs[row, column] = severity.costs.get(truth, {}).get(answer, 1.0)
            elif severity is not None:
                costs[row, column] = _height(truth, answer, severity.taxonomy)
    np.fill_diagonal(costs, 0.0)
    return costs


def _height(one: str, other: str, taxonomy: Mapping[str, tuple[str, ...]]) -> float:
    """The height of the lowest common ancestor over the height of the root (Bertinetto et al. 2020), in (0, 1]."""
    if one not in taxonomy or other not in taxonomy:
        return 1.0
    paths = (taxonomy[one], taxonomy[other])
    common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(*paths, strict=False))))
    deepest = max(map(len, taxonomy.values())) + 1
    return (max(map(len, paths)) + 1 - common) / deepest
