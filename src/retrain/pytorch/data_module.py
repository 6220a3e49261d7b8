"""Training and validation rows as Lightning expects them."""

from typing import Any

import torch
from pytorch_lightning import LightningDataModule
from torch.utils.data import DataLoader

from retrain.ml_configuration.training import Training
from retrain.pytorch.dataset import Batch, Rows
from retrain.pytorch.seeding import EpochOrder

AT_ONCE = 8


def at_once(chosen: Training) -> int:
    """How many batches one of Lightning's steps gets; one where processes exchange their gradients in each step."""
    return AT_ONCE if chosen.devices == 1 else 1


class DataModule(LightningDataModule):
    """Loaders of several batches at once, each a slice of arrays.

    Every process validates on all rows, so that all choose the same epoch without a word between
    them.

    Args:
        training: the rows to fit.
        validation: the rows to choose by.
        chosen: batch size, seed of the order, worker processes.
    """

    def __init__(self, training: Rows, validation: Rows, chosen: Training) -> None:
        super().__init__()
        self.training_rows = training
        self.validation_rows = validation
        self.chosen = chosen

    def train_dataloader(self) -> DataLoader[Batch]:
        """Training batches in an order that depends on the epoch; each of several processes gets its share of each."""
        trainer, chosen = self.trainer, self.chosen
        share = (trainer.global_rank, trainer.world_size)  # type: ignore[union-attr]
        order = EpochOrder(
            len(self.training_rows), chosen.batch_size, chosen.seed, self._epoch, share, chosen.limit_batches
        )
        return self._loader(self.training_rows, order)

    def val_dataloader(self) -> DataLoader[Batch]:
        """Validation batches in the rows' own order."""
        return self._loader(self.validation_rows, EpochOrder(len(self.validation_rows), self.chosen.batch_size, None))

    def transfer_batch_to_device(self, batch: list[Batch], device: torch.device, dataloader_idx: int) -> list[Batch]:
        """Lightning's hook; on the processor batches are where they have to be, which Lightning takes long to find."""
        return batch if device.type == "cpu" else super().transfer_batch_to_device(batch, device, dataloader_idx)

    def _epoch(self) -> int:
        """The epoch of the loop, which a checkpoint restores; Lightning sets it on samplers too late to resume."""
        trainer: Any = self.trainer
        return int(trainer.fit_loop.epoch_progress.current.processed)

    def _loader(self, rows: Rows, order: EpochOrder) -> DataLoader[Batch]:
        batches, workers, own = at_once(self.chosen), self.chosen.workers, torch.Generator()
        return DataLoader(rows, batches, sampler=order, num_workers=workers, collate_fn=list, generator=own)
