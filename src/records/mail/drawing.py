"""Random numbers by counting: whole numbers only, the same on every machine and under every version of numpy."""

import hashlib
from dataclasses import dataclass

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
        scaled: Integers = (self._bits(stream, rows) * end) >> 32
        return scaled

    def happens(self, stream: str, rows: Integers, permille: int) -> Booleans:
        """Per row whether an event of this probability happens."""
        happening: Booleans = self.below(stream, rows, 1000) < permille
        return happening

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
        picked: Integers = np.searchsorted(steps.ravel(), draws, side="right") - values * which
        return picked

    def _bits(self, stream: str, rows: Integers) -> Integers:
        """32 bits per row: the upper half of SplitMix64 (Steele, Lea, Flood 2014) of key + row * golden ratio."""
        with np.errstate(over="ignore"):
            mixed = rows.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + self._key(stream)
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            mixed = mixed ^ (mixed >> np.uint64(31))
        return (mixed >> np.uint64(32)).astype(np.int64)

    def _key(self, stream: str) -> np.uint64:
        digest = hashlib.blake2b(f"{self.seed}/{stream}".encode(), digest_size=8).digest()
        return np.uint64(int.from_bytes(digest, "little"))


def levelled(weights: Integers) -> Integers:
    """The same distributions with every row summing to `SCALE`; what rounding leaves goes to the largest value."""
    scaled: Integers = weights * SCALE // weights.sum(axis=1, keepdims=True)
    scaled[np.arange(len(scaled)), scaled.argmax(axis=1)] += SCALE - scaled.sum(axis=1)
    return scaled
