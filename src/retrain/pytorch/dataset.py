"""Featurized rows, served to the network and to Lightning as slices of arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pytorch_lightning import LightningDataModule
from scipy.sparse import csr_matrix
from torch.utils.data import DataLoader, Dataset

from retrain.ml_configuration.training import Training
from retrain.pytorch.seeding import EpochOrder

Batch = dict[str, torch.Tensor]
BATCHES_PER_STEP = 8


@dataclass(frozen=True)
class FeatureDataset(Dataset[Batch]):
    """Rows with their labels; an index is an array of row positions and yields one batch.

    Attributes:
        sparse: (n, v) float32 CSR.
        dense: (n, d) float32.
        labels: (n,) label positions.
        sample_weights: (n,) float32, how much each row counts in the loss; None counts all alike.
    """

    sparse: csr_matrix
    dense: NDArray[np.float32]
    labels: NDArray[np.int64]
    sample_weights: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def head(self, rows: int) -> "FeatureDataset":
        """The first rows, at most so many."""
        weights = None if self.sample_weights is None else self.sample_weights[:rows]
        return FeatureDataset(self.sparse[:rows], self.dense[:rows], self.labels[:rows], weights)

    def __getitem__(self, positions: NDArray[np.int64]) -> Batch:
        rows = self.sparse[positions]
        batch = {
            "indices": torch.from_numpy(rows.indices.astype(np.int64)),
            "offsets": torch.from_numpy(rows.indptr[:-1].astype(np.int64)),
            "weights": torch.from_numpy(rows.data.astype(np.float32)),
            "dense": torch.from_numpy(self.dense[positions]),
            "labels": torch.from_numpy(self.labels[positions]),
        }
        if self.sample_weights is not None:
            batch["sample_weights"] = torch.from_numpy(self.sample_weights[positions])
        return batch


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
