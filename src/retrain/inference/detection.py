"""The probability from which a label is answered that is looked for, chosen on rows that were not trained on."""

import numpy as np
from numpy.typing import NDArray


def threshold_for_cost(
    probability: NDArray[np.float64], positive: NDArray[np.bool_], missed: float, false_alarm: float
) -> float:
    """The probability from which answering "positive" costs least.

    Elkan, The Foundations of Cost-Sensitive Learning, 2001: with true probabilities it would be
    false_alarm / (false_alarm + missed).

    Args:
        probability: of the label that is looked for, (n,), n at least 1.
        positive: whether each row has it, (n,).
        missed: cost of a row that has it and is answered otherwise.
        false_alarm: cost of a row that is answered so and has it not.

    Returns:
        The middle between two neighbouring probabilities, 0 for all rows, or the number after 1 for
        none; of equally good ones that which is nearest to 0.5.
    """
    order = np.argsort(probability, kind="stable")
    ascending, found = probability[order], positive[order]
    missed_below = np.concatenate(([0], np.cumsum(found)))
    alarms_above = np.concatenate((np.cumsum(~found[::-1])[::-1], [0]))
    costs = missed * missed_below + false_alarm * alarms_above
    middles = np.maximum((ascending[1:] + ascending[:-1]) / 2, np.nextafter(ascending[:-1], 2))
    limits = np.concatenate(([0.0], middles, [np.nextafter(1.0, 2.0)]))
    between = np.concatenate(([True], ascending[1:] > ascending[:-1], [True]))
    best = limits[between & (costs == costs[between].min())]
    return float(best[np.abs(best - 0.5).argmin()])
