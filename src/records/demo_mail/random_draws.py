"""A counter-based random number generator in integer arithmetic, equal on all machines."""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Booleans = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

SCALE = 1 << 20


@dataclass(frozen=True)
class CounterRandom:
    """Draws that are a pure function of seed, stream and row.

    Attributes:
        seed: of all streams.
    """

    seed: int

    def below(self, stream: str, rows: Integers, end: int) -> Integers:
        """One number in [0, end) per row: `bits * end / 2^32`, rounded down.

        Args:
            stream: the name of the draw.
            rows: shape (rows,).
            end: at most 2^31.
        """
        return np.asarray((self._bits(stream, rows) * end) >> 32)

    def happens(self, stream: str, rows: Integers, permille: int) -> Booleans:
        """Per row whether an event of this probability happens."""
        return np.asarray(self.below(stream, rows, 1000) < permille)

    def pick(self, stream: str, rows: Integers, weights: Integers, distribution: Integers) -> Integers:
        """One value per row, by inverting the distribution function.

        Args:
            stream: the name of the draw.
            rows: shape (rows,).
            weights: shape (distributions, values); each distribution sums to `SCALE`.
            distribution: shape (rows,); the distribution that each row draws from.

        Returns:
            The numbers of the values, shape (rows,).
        """
        distributions, values = weights.shape
        steps = np.cumsum(weights, axis=1) + SCALE * np.arange(distributions)[:, None]
        draws = self.below(stream, rows, SCALE) + SCALE * distribution
        positions = np.searchsorted(steps.ravel(), draws, side="right")
        return np.asarray(positions - values * distribution)

    def _bits(self, stream: str, rows: Integers) -> Integers:
        """32 bits per row: the upper half of SplitMix64 of key + row * golden ratio.

        SplitMix64 is from Steele, Lea and Flood, Fast splittable pseudorandom number generators,
        2014.
        """
        digest = hashlib.blake2b(f"{self.seed}/{stream}".encode(), digest_size=8).digest()
        key = int.from_bytes(digest, "little")
        mixed: npt.NDArray[Any] = rows.astype(np.uint64) * 0x9E3779B97F4A7C15 + key
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB
        return np.asarray((mixed ^ (mixed >> 31)) >> 32, np.int64)


def normalised(weights: Integers) -> Integers:
    """The distributions scaled so that each row sums to `SCALE`.

    The rounding error is added to a row's largest value.

    Args:
        weights: shape (distributions, values).
    """
    scaled: Integers = weights * SCALE // weights.sum(axis=1, keepdims=True)
    scaled[np.arange(len(scaled)), scaled.argmax(axis=1)] += SCALE - scaled.sum(axis=1)
    return scaled
