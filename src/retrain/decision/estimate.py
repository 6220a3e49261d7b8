"""A number that was measured on a sample."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import stats


@dataclass(frozen=True, eq=False)
class Estimate:
    """A score, or a difference of scores, with its uncertainty.

    Attributes:
        value: the estimate.
        error: its standard error.
        draws: the bootstrap's values, shape (draws,); None where a normal distribution stands for them.
    """

    value: float
    error: float
    draws: NDArray[np.float64] | None = None

    @classmethod
    def linear(cls, value: float, influence: NDArray[np.float64], n: NDArray[np.int64]) -> Self:
        """An estimate by the delta method: its variance is the sum of n times the squared influence of one row.

        Args:
            value: the estimate.
            influence: derivative of the estimate by the count of each triple, shape (triples,).
            n: rows in each triple, shape (triples,).
        """
        return cls(value, float(np.sqrt((n * influence**2).sum())))

    @classmethod
    def resampled(cls, value: float, draws: NDArray[np.float64]) -> Self:
        """An estimate whose uncertainty is that of the bootstrap's values, shape (draws,)."""
        return cls(value, float(draws.std()), draws)

    def lower(self, alpha: float) -> float:
        """The one-sided lower confidence bound with error rate `alpha`."""
        return self._quantile(alpha)

    def upper(self, alpha: float) -> float:
        """The one-sided upper confidence bound with error rate `alpha`."""
        return self._quantile(1 - alpha)

    def interval(self, alpha: float = 0.05) -> tuple[float, float]:
        """The two-sided confidence interval with error rate `alpha`, 95 % unless told."""
        return self.lower(alpha / 2), self.upper(alpha / 2)

    def _quantile(self, level: float) -> float:
        if self.draws is None:
            return self.value + float(stats.norm.ppf(level)) * self.error
        return float(np.quantile(self.draws, level))
