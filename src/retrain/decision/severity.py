"""How bad a mistake is: costs of every answer to every true label."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from retrain.decision.paired_counts import PairedCounts
from retrain.ml_configuration.comparison_document import MistakesOfCost
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


def mistakes_by_cost(counts: PairedCounts, costs: Costs, paired: bool) -> tuple[MistakesOfCost, ...]:
    """How many mistakes of each cost, to six decimals, the two models make, the cheapest first.

    Args:
        counts: of both models' answers.
        costs: of each answer to each true label, shape (labels, labels).
        paired: whether the legacy model is one of its own.
    """
    legacy, retrained = (_by_cost(counts, answer, costs) for answer in (counts.legacy, counts.retrained))
    return tuple(
        MistakesOfCost(cost=cost, legacy=legacy[cost] if paired else None, retrained=retrained[cost])
        for cost in sorted(legacy | retrained)
    )


def _by_cost(counts: PairedCounts, answer: NDArray[np.int64], costs: Costs) -> Counter[float]:
    wrong = answer != counts.truth
    paid, places = np.unique(np.round(costs[counts.truth, answer][wrong], 6), return_inverse=True)
    rows = np.bincount(places, counts.n[wrong], len(paid)).astype(int)
    return Counter(dict(zip(paid.tolist(), rows.tolist(), strict=True)))


def _height(one: str, other: str, taxonomy: Mapping[str, tuple[str, ...]]) -> float:
    """The height of the lowest common ancestor over the height of the root (Bertinetto et al. 2020), in (0, 1]."""
    if one not in taxonomy or other not in taxonomy:
        return 1.0
    paths = (taxonomy[one], taxonomy[other])
    common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(*paths, strict=False))))
    deepest = max(map(len, taxonomy.values())) + 1
    return (max(map(len, paths)) + 1 - common) / deepest
