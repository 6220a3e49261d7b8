"""Power analysis: detectable differences, and the number of rows they need."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from scipy import special


def effective_rows(rows: Iterable[int]) -> float:
    """The effective sample size of a mean over labels, such as macro F1.

    labels^2 / sum(1 / rows of a label): a mean over so many rows has the variance of the mean over
    labels.

    Args:
        rows: number of rows of each label; labels without rows do not count.
    """
    counts = [count for count in rows if count]
    return len(counts) ** 2 / sum(1 / count for count in counts) if counts else 0.0


def needed_rows(difference: float, alpha: float, power: float, discordance: float) -> int:
    """The number of rows on which a difference is detected with a given power.

    (z_alpha + z_power)^2 * discordance / difference^2, the sample size of McNemar's test (Connor
    1987) for models that differ little.

    Args:
        difference: difference of accuracy: the gain of a superiority check, the margin plus the
            gain of a non-inferiority check.
        alpha: one-sided error rate.
        power: probability of detection.
        discordance: share of rows on which exactly one model is right.
    """
    return int(np.ceil(_quantiles(alpha, power) ** 2 * discordance / difference**2))


def detectable_difference(rows: int, alpha: float, power: float, discordance: float) -> float:
    """The smallest difference that so many rows detect: the inverse of `needed_rows`, at most 1."""
    return min(float(_quantiles(alpha, power) * np.sqrt(discordance / max(rows, 1))), 1.0)


@lru_cache(maxsize=4096)
def detectable_drop(rows: int, alpha: float, power: float) -> float:
    """The smallest drop of recall that McNemar's exact test detects; 1 where it detects none.

    It is the share of rows that has to break, with none fixed, for a significant number of broken
    rows with this power.
    """
    significant = int(np.ceil(-np.log2(alpha)))
    if significant > rows:
        return 1.0
    return float(special.betaincinv(significant, rows - significant + 1, power))


def _quantiles(alpha: float, power: float) -> float:
    return float(special.ndtri(power) - special.ndtri(alpha))
