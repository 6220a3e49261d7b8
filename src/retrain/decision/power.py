"""What so many rows can show, and how many rows it takes."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from scipy import special


def effective_rows(rows: Iterable[int]) -> float:
    """Rows that show as much of a mean over labels, such as macro F1, as these do: at most their number.

    labels^2 / sum(1 / rows of a label), so that the means over so many rows and over the labels
    have one variance.

    Args:
        rows: of each label; labels without any do not count.
    """
    counts = [count for count in rows if count]
    return len(counts) ** 2 / sum(1 / count for count in counts) if counts else 0.0


def needed_rows(difference: float, alpha: float, power: float, discordance: float) -> int:
    """Rows on which a difference is shown with this power, at the one-sided level `alpha`.

    (z_alpha + z_power)^2 * discordance / difference^2, the sample size of McNemar's test (Connor
    1987) for models that are hardly apart.

    Args:
        difference: in accuracy: of a superiority the gain, of a non-inferiority the margin plus the
            gain.
        alpha: one-sided error rate.
        power: how often it shall be shown.
        discordance: share of rows on which one model alone is right.
    """
    return int(np.ceil(_quantiles(alpha, power) ** 2 * discordance / difference**2))


def detectable_difference(rows: int, alpha: float, power: float, discordance: float) -> float:
    """The difference that so many rows show with this power; the inverse of `needed_rows`, at most 1."""
    return min(float(_quantiles(alpha, power) * np.sqrt(discordance / max(rows, 1))), 1.0)


@lru_cache(maxsize=4096)
def detectable_drop(rows: int, alpha: float, power: float) -> float:
    """The least drop of a recall that McNemar's exact test shows on so many rows; 1 where it shows none.

    It is the share of the rows that has to break, none being mended, so that with this power enough
    of them do.
    """
    broken = int(np.ceil(-np.log2(alpha)))
    if broken > rows:
        return 1.0
    return float(special.betaincinv(broken, rows - broken + 1, power))


def _quantiles(alpha: float, power: float) -> float:
    return float(special.ndtri(power) - special.ndtri(alpha))
