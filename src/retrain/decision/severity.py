"""The severity of mistakes: the cost of each prediction by true label."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from retrain.decision.paired_counts import PairedCounts
from retrain.ml_configuration.comparison_document import MistakesOfCost
from retrain.ml_configuration.task import Severity

Costs = NDArray[np.float64]


def cost_matrix(labels: Sequence[str], severity: Severity | None) -> Costs:
    """The cost of each prediction (column) by true label (row), 0 on the diagonal.

    Every mistake costs 1 where the task declares no costs, and where it does not name a label.
    """
    costs = np.ones((len(labels), len(labels)))
    for row, truth in enumerate(labels):
        for column, prediction in enumerate(labels):
            if severity is not None and severity.costs:
                costs[row, column] = severity.costs.get(truth, {}).get(prediction, 1.0)
            elif severity is not None:
                costs[row, column] = _ancestor_height(truth, prediction, severity.taxonomy)
    np.fill_diagonal(costs, 0.0)
    return costs


def mistakes_by_cost(counts: PairedCounts, costs: Costs, paired: bool) -> tuple[MistakesOfCost, ...]:
    """The number of mistakes by cost, rounded to six decimals, of each model, the cheapest first.

    Args:
        counts: counts of both models' predictions.
        costs: cost of each prediction by true label, shape (labels, labels).
        paired: whether there is a legacy model.
    """
    legacy = _by_cost(counts, counts.legacy, costs)
    retrained = _by_cost(counts, counts.retrained, costs)
    return tuple(
        MistakesOfCost(cost=cost, legacy=legacy[cost] if paired else None, retrained=retrained[cost])
        for cost in sorted(legacy | retrained)
    )


def _by_cost(counts: PairedCounts, prediction: NDArray[np.int64], costs: Costs) -> Counter[float]:
    wrong = prediction != counts.truth
    rounded = np.round(costs[counts.truth, prediction][wrong], 6)
    distinct, cost_of_triple = np.unique(rounded, return_inverse=True)
    rows = np.bincount(cost_of_triple, counts.n[wrong], len(distinct)).astype(int)
    return Counter(dict(zip(distinct.tolist(), rows.tolist(), strict=True)))


def _ancestor_height(truth: str, prediction: str, taxonomy: Mapping[str, tuple[str, ...]]) -> float:
    """Height of the lowest common ancestor over that of the root (Bertinetto et al. 2020)."""
    if truth not in taxonomy or prediction not in taxonomy:
        return 1.0
    paths = (taxonomy[truth], taxonomy[prediction])
    common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(*paths, strict=False))))
    deepest = max(map(len, taxonomy.values())) + 1
    return (max(map(len, paths)) + 1 - common) / deepest
