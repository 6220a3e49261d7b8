"""Random numbers as pure functions of seed, epoch and batch, so that none is to be saved."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch.utils.data import Sampler


def derive_seed(seed: int, *path: object) -> int:
    """A seed of 63 bits for one step of the training, such as ("batch", epoch, number)."""
    text = "/".join(map(str, (seed, *path)))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little") >> 1


@dataclass(frozen=True, eq=False)
class EpochOrder(Sampler[NDArray[np.int64]]):
    """Batches of row positions, in an order that depends on the seed and the epoch alone.

    Attributes:
        rows: number of rows.
        batch_size: rows in a batch; the last one may be shorter.
        seed: None keeps the rows in their order.
        epoch: returns the number of the epoch that begins.
        share: rank of this process and number of processes, which divide the rows of each batch
            among themselves.
        limit: at most so many batches; None for all.
    """

    rows: int
    batch_size: int
    seed: int | None
    epoch: Callable[[], int] = int
    share: tuple[int, int] = (0, 1)
    limit: int | None = None

    def __len__(self) -> int:
        batches = -(-self.rows // self.batch_size)
        return batches if self.limit is None else min(batches, self.limit)

    def __iter__(self) -> Iterator[NDArray[np.int64]]:
        positions = np.arange(self.rows)
        if self.seed is not None:
            seed = derive_seed(self.seed, "order", self.epoch())
            positions = np.random.Generator(np.random.PCG64(seed)).permutation(positions)
        batches = np.split(positions, range(self.batch_size, self.rows, self.batch_size))
        return map(self._of_this_process, batches[: self.limit])

    def _of_this_process(self, batch: NDArray[np.int64]) -> NDArray[np.int64]:
        """This process's rows of a batch; the first ones count twice where it does not divide."""
        rank, ranks = self.share
        even = -(-len(batch) // ranks) * ranks
        return np.resize(batch, even)[rank::ranks]
