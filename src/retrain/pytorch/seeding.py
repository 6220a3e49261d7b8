"""Every random number as a pure function of (seed, phase, epoch, batch): nothing to save, nothing to restore."""

import hashlib
from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from pytorch_lightning import Callback, LightningModule, Trainer
from torch.utils.data import Sampler

from retrain.pytorch.rows import Batch


def derive(seed: int, *place: object) -> int:
    """A seed of 63 bits for one place in the training, such as ("batch", epoch, number)."""
    text = "/".join(map(str, (seed, *place)))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little") >> 1


class CounterSeeding(Callback):
    """Seeds torch before each training batch with a function of the epoch and the batch's number."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def on_train_batch_start(self, trainer: Trainer, pl_module: LightningModule, batch: Batch, batch_idx: int) -> None:
        """Lightning's hook."""
        torch.manual_seed(derive(self.seed, "batch", trainer.current_epoch, batch_idx))


class EpochOrder(Sampler[NDArray[np.int64]]):
    """Batches of row positions; the order of the rows is a function of the seed and the epoch alone.

    Args:
        rows: number of rows.
        batch_size: rows in a batch; the last one may be shorter.
        seed: None keeps the rows in their order.
    """

    def __init__(self, rows: int, batch_size: int, seed: int | None) -> None:
        self.rows = rows
        self.batch_size = batch_size
        self.seed = seed
        self.epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Lightning calls this before each epoch."""
        self.epoch = epoch

    def __len__(self) -> int:
        return -(-self.rows // self.batch_size)

    def __iter__(self) -> Iterator[NDArray[np.int64]]:
        positions = np.arange(self.rows)
        if self.seed is not None:
            positions = np.random.Generator(np.random.PCG64(derive(self.seed, "order", self.epoch))).permutation(
                positions
            )
        return iter(np.split(positions, range(self.batch_size, self.rows, self.batch_size)))
