"""Training and validation rows as Lightning expects them."""

from typing import Any

import torch
from pytorch_lightning import LightningDataModule
from torch.utils.data import DataLoader

from retrain.ml_configuration.training import Training
from retrain.pytorch.dataset import Batch, FeatureDataset
from retrain.pytorch.seeding import EpochOrder

BATCHES_PER_STEP = 8


def batches_per_step(options: Training) -> int:
    """How many batches one of Lightning's steps gets; one where several processes train."""
    return BATCHES_PER_STEP if options.devices == 1 else 1


class DataModule(LightningDataModule):
    """Loaders that yield several batches at a time, each a slice of arrays.

    Every process validates on all rows, so that all of them choose the same epoch without
    communication.

    Args:
        training: the rows to fit.
        validation: the rows to choose the epoch by.
        options: batch size, seed of the order, worker processes.
    """

    def __init__(self, training: FeatureDataset, validation: FeatureDataset, options: Training) -> None:
        super().__init__()
        self.training_rows = training
        self.validation_rows = validation
        self.options = options

    def train_dataloader(self) -> DataLoader[Batch]:
        """Training batches in an order that depends on the epoch; of each, this process's share."""
        trainer: Any = self.trainer
        order = EpochOrder(
            rows=len(self.training_rows),
            batch_size=self.options.batch_size,
            seed=self.options.seed,
            epoch=self._epoch,
            share=(trainer.global_rank, trainer.world_size),
            limit=self.options.limit_batches,
        )
        return self._loader(self.training_rows, order)

    def val_dataloader(self) -> DataLoader[Batch]:
        """Validation batches in the order of the rows."""
        order = EpochOrder(len(self.validation_rows), self.options.batch_size, seed=None)
        return self._loader(self.validation_rows, order)

    def transfer_batch_to_device(self, batch: list[Batch], device: torch.device, dataloader_idx: int) -> list[Batch]:
        """Lightning's hook; skips its slow check on the CPU, where nothing is transferred."""
        if device.type == "cpu":
            return batch
        transferred: list[Batch] = super().transfer_batch_to_device(batch, device, dataloader_idx)
        return transferred

    def _epoch(self) -> int:
        """The epoch of the loop, which Lightning sets on samplers too late to resume."""
        trainer: Any = self.trainer
        return int(trainer.fit_loop.epoch_progress.current.processed)

    def _loader(self, rows: FeatureDataset, order: EpochOrder) -> DataLoader[Batch]:
        return DataLoader(
            rows,
            batch_size=batches_per_step(self.options),
            sampler=order,
            num_workers=self.options.workers,
            collate_fn=list,
            generator=torch.Generator(),
        )
