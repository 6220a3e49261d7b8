"""Random numbers by counting: whole numbers only, the same on every machine and under every version of numpy."""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Booleans = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

SCALE = 1 << 20


@dataclass(frozen=True)
class Dice:
    """Draws that are a pure function of seed, stream and row: no row and no stream moves another."""

    seed: int

    def below(self, stream: str, rows: Integers, end: int) -> Integers:
        """One number in [0, end) per row, end at most 2^31: `bits * end / 2^32`, rounded down."""
        return np.asarray((self._bits(stream, rows) * end) >> 32)

    def happens(self, stream: str, rows: Integers, permille: int) -> Booleans:
        """Per row whether an event of this probability happens."""
        return np.asarray(self.below(stream, rows, 1000) < permille)

    def pick(self, stream: str, rows: Integers, weights: Integers, which: Integers) -> Integers:
        """One column of a weight table per row, by inverting the distribution function.

        Args:
            stream: the name of the draw.
            rows: shape (rows,).
            weights: shape (distributions, values); each distribution sums to `SCALE`.
            which: shape (rows,); the distribution that each row draws from.
        """
        distributions, values = weights.shape
        steps = np.cumsum(weights, axis=1) + SCALE * np.arange(distributions)[:, None]
        draws = self.below(stream, rows, SCALE) + SCALE * which
        return np.asarray(np.searchsorted(steps.ravel(), draws, side="right") - values * which)

    def _bits(self, stream: str, rows: Integers) -> Integers:
        """32 bits per row: the upper half of SplitMix64 (Steele, Lea, Flood 2014) of key + row * golden ratio."""
        digest = hashlib.blake2b(f"{self.seed}/{stream}".encode(), digest_size=8).digest()
        mixed: npt.NDArray[Any] = rows.astype(np.uint64) * 0x9E3779B97F4A7C15 + int.from_bytes(digest, "little")
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB
        return np.asarray((mixed ^ (mixed >> 31)) >> 32, np.int64)


def levelled(weights: Integers) -> Integers:
    """The same distributions with every row summing to `SCALE`; what rounding leaves goes to the largest value."""
    scaled: Integers = weights * SCALE // weights.sum(axis=1, keepdims=True)
    scaled[np.arange(len(scaled)), scaled.argmax(axis=1)] += SCALE - scaled.sum(axis=1)
    return scaled
