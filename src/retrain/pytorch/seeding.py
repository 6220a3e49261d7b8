"""Every random number as a pure function of (seed, phase, epoch, batch): nothing to save, nothing to restore."""

import hashlib
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from torch.utils.data import Sampler


def derive(seed: int, *place: object) -> int:
    """A seed of 63 bits for one place in the training, such as ("batch", epoch, number)."""
    text = "/".join(map(str, (seed, *place)))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little") >> 1


class EpochOrder(Sampler[NDArray[np.int64]]):
    """Batches of row positions; the order of the rows is a function of the seed and the epoch alone.

    Args:
        rows: number of rows.
        batch_size: rows in a batch; the last one may be shorter.
        seed: None keeps the rows in their order.
        epoch: asked when an epoch begins which one it is.
        share: number of this process and number of processes, which deal the rows of each batch
            among them.
        limit: at most so many batches; None for all.
    """

    def __init__(
        self,
        rows: int,
        batch_size: int,
        seed: int | None,
        epoch: Callable[[], int] = int,
        share: tuple[int, int] = (0, 1),
        limit: int | None = None,
    ) -> None:
        self.rows = rows
        self.batch_size = batch_size
        self.seed = seed
        self.epoch = epoch
        self.rank, self.ranks = share
        self.limit = limit

    def __len__(self) -> int:
        every = -(-self.rows // self.batch_size)
        return every if self.limit is None else min(every, self.limit)

    def __iter__(self) -> Iterator[NDArray[np.int64]]:
        positions = np.arange(self.rows)
        if self.seed is not None:
            draws = np.random.Generator(np.random.PCG64(derive(self.seed, "order", self.epoch())))
            positions = draws.permutation(positions)
        batches = np.split(positions, range(self.batch_size, self.rows, self.batch_size))
        return map(self._dealt, batches[: self.limit])

    def _dealt(self, batch: NDArray[np.int64]) -> NDArray[np.int64]:
        """This process's rows of a batch; the first rows count twice where it cannot be dealt evenly."""
        even = -(-len(batch) // self.ranks) * self.ranks
        return np.resize(batch, even)[self.rank :: self.ranks]
