"""How many random draws, and from which seed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

NUMBERS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Resampling:
    """The draws of a randomisation test or of a bootstrap: equal values give equal bits.

    Attributes:
        draws: how many.
        seed: of numpy's PCG64.
    """

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
