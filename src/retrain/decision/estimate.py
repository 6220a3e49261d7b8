"""Estimates from a sample, with their uncertainty."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import special

MAX_CHUNK_NUMBERS = 4_000_000

Floats = NDArray[np.float64]
ScoreAndInfluence = tuple[float, Floats]


@dataclass(frozen=True)
class Resampling:
    """Number of draws, and the seed of numpy's PCG64: equal values give equal bits."""

    draws: int
    seed: int

    def generator(self) -> np.random.Generator:
        """A new generator in its initial state."""
        return np.random.Generator(np.random.PCG64(self.seed))

    def chunks(self, width: int) -> Iterator[int]:
        """Chunk sizes that sum to `draws`, so that `width` numbers a draw fit in memory."""
        size = max(1, MAX_CHUNK_NUMBERS // max(width, 1))
        for start in range(0, self.draws, size):
            yield min(size, self.draws - start)


@dataclass(frozen=True, eq=False)
class Estimate:
    """A score, or a difference of scores, with its uncertainty.

    Attributes:
        value: the estimate.
        error: its standard error.
        draws: bootstrap values, shape (draws,); None where a distribution is assumed.
        freedom: degrees of freedom of Student's t distribution; None for the normal distribution.
    """

    value: float
    error: float
    draws: Floats | None = None
    freedom: int | None = None

    @classmethod
    def clustered(cls, value: float, sums: Floats) -> Self:
        """An estimate with the cluster-robust standard error of Liang and Zeger (1986).

        It includes the correction for few groups. With a single group the error is unknown and set
        to 1, the whole scale.

        Args:
            value: the estimate.
            sums: summed influence of the rows of each group, shape (groups,).
        """
        freedom = len(sums) - 1
        if freedom < 1:
            return cls(value, 1.0)
        return cls(value, float(np.sqrt((sums**2).sum() * len(sums) / freedom)), freedom=freedom)

    @classmethod
    def resampled(cls, value: float, draws: Floats) -> Self:
        """An estimate whose uncertainty is that of bootstrap values, shape (draws,)."""
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
        """The one-sided p-value that the estimate is above 0; 1 where its error is 0."""
        if not self.error > 0:
            return 1.0
        below = -self.value / self.error
        if self.freedom is None:
            return float(special.ndtr(below))
        return float(special.stdtr(self.freedom, below))

    def _quantile(self, alpha: float) -> float:
        if self.freedom is None:
            return float(special.ndtri(alpha))
        return float(special.stdtrit(self.freedom, alpha))

    def interval(self, alpha: float = 0.05) -> tuple[float, float]:
        """The two-sided confidence interval with error rate `alpha`."""
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
    """One metric of both models on the same rows, and their difference with its paired uncertainty.

    Attributes:
        legacy: the legacy model's score.
        retrained: the retrained model's score.
        delta: the gain, above 0 where the retrained model is better: retrained minus legacy, and
            for costs the reverse.
        method: how the uncertainty was computed.
    """

    legacy: Estimate
    retrained: Estimate
    delta: Estimate
    method: Method


def paired(
    estimate: Callable[[float, Floats], Estimate],
    legacy: ScoreAndInfluence,
    retrained: ScoreAndInfluence,
    method: Method,
    gain: int = 1,
) -> PairedEstimate:
    """Both scores and their difference, which is paired because each row contributes to both.

    Args:
        estimate: makes an estimate of a score and its influence: the contribution of each row, or
            of each triple of labels.
        legacy: the legacy model's score and influence.
        retrained: the retrained model's score and influence.
        method: how the uncertainty is computed.
        gain: 1, or -1 for a cost, of which less is a gain.
    """
    legacy_score, legacy_influence = legacy
    retrained_score, retrained_influence = retrained
    influence = gain * (retrained_influence - legacy_influence)
    delta = estimate(gain * (retrained_score - legacy_score), influence)
    return PairedEstimate(estimate(*legacy), estimate(*retrained), delta, method)
