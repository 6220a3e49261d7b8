"""Numbers that were measured on a sample, with their uncertainty."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import special

NUMBERS_AT_ONCE = 4_000_000

Floats = NDArray[np.float64]
Scored = tuple[float, Floats]


@dataclass(frozen=True)
class Resampling:
    """How many draws of a test or a bootstrap, and the seed of numpy's PCG64: equal values give equal bits."""

    draws: int
    seed: int

    def generator(self) -> np.random.Generator:
        """A fresh generator, always in the same state."""
        return np.random.Generator(np.random.PCG64(self.seed))

    def chunks(self, width: int) -> Iterator[int]:
        """Numbers of draws that sum to `draws`, each small enough to hold `width` numbers a draw in memory."""
        size = max(1, NUMBERS_AT_ONCE // max(width, 1))
        for start in range(0, self.draws, size):
            yield min(size, self.draws - start)


@dataclass(frozen=True, eq=False)
class Estimate:
    """A score, or a difference of scores, with its uncertainty.

    Attributes:
        value: the estimate.
        error: its standard error.
        draws: the bootstrap's values, shape (draws,); None where a distribution stands for them.
        freedom: the degrees of freedom of Student's distribution; None for the normal one.
    """

    value: float
    error: float
    draws: Floats | None = None
    freedom: int | None = None

    @classmethod
    def of_groups(cls, value: float, sums: Floats) -> Self:
        """An estimate whose error is between groups of rows (Liang and Zeger 1986).

        With the correction for few groups; a single one says nothing, so that the error is the
        whole scale, 1.

        Args:
            value: the estimate.
            sums: what the rows of each group add to it, shape (groups,).
        """
        freedom = len(sums) - 1
        if freedom < 1:
            return cls(value, 1.0)
        return cls(value, float(np.sqrt((sums**2).sum() * len(sums) / freedom)), freedom=freedom)

    @classmethod
    def resampled(cls, value: float, draws: Floats) -> Self:
        """An estimate whose uncertainty is that of the bootstrap's values, shape (draws,)."""
        return cls(value, float(draws.std()), draws)

    def lower(self, alpha: float) -> float:
        """The one-sided lower confidence bound with error rate `alpha`."""
        if self.draws is None:
            return self.value + self._quantile(alpha) * self.error
        return float(np.quantile(self.draws, alpha))

    def upper(self, alpha: float) -> float:
        """The one-sided upper confidence bound with error rate `alpha`."""
        return self.lower(1 - alpha)

    def p_value(self) -> float:
        """The one-sided p-value that the estimate is above 0, by its distribution; 1 where it has no error."""
        if not self.error > 0:
            return 1.0
        below = -self.value / self.error
        return float(special.ndtr(below) if self.freedom is None else special.stdtr(self.freedom, below))

    def _quantile(self, alpha: float) -> float:
        return float(special.ndtri(alpha) if self.freedom is None else special.stdtrit(self.freedom, alpha))

    def interval(self, alpha: float = 0.05) -> tuple[float, float]:
        """The two-sided confidence interval with error rate `alpha`, 95 % unless told."""
        return self.lower(alpha / 2), self.upper(alpha / 2)


class Method(StrEnum):
    """How a bound or a p-value was computed."""

    DELTA_METHOD = "delta_method"
    BOOTSTRAP = "bootstrap"
    PAIRED_MEAN = "paired_mean"
    SWAP_TEST = "swap_test"
    EXACT_MCNEMAR = "exact_mcnemar"


@dataclass(frozen=True, eq=False)
class PairedEstimate:
    """One metric of both models on the same rows, and the difference with its paired uncertainty.

    Attributes:
        legacy: the legacy model's score.
        retrained: the retrained model's score.
        delta: the gain, above 0 where the retrained model is better: retrained minus legacy, and
            for costs the reverse.
        method: where the uncertainty comes from.
    """

    legacy: Estimate
    retrained: Estimate
    delta: Estimate
    method: Method


def paired(
    estimate: Callable[[float, Floats], Estimate], legacy: Scored, retrained: Scored, method: Method, gain: int = 1
) -> PairedEstimate:
    """Both scores and their difference, which is paired because each row adds to both.

    Args:
        estimate: of a score and what each row, or triple of labels, adds to it.
        legacy: the legacy model's score, and what each adds.
        retrained: the retrained model's, as many.
        method: where the uncertainty comes from.
        gain: 1, or -1 for a cost, of which less is a gain.
    """
    (before, of_before), (after, of_after) = legacy, retrained
    delta = estimate(gain * (after - before), gain * (of_after - of_before))
    return PairedEstimate(estimate(*legacy), estimate(*retrained), delta, method)
