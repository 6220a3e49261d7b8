"""Training and validation rows as Lightning expects them."""

from pytorch_lightning import LightningDataModule
from torch.utils.data import DataLoader

from retrain.pytorch.rows import Batch, Rows
from retrain.pytorch.seeding import EpochOrder


class DataModule(LightningDataModule):
    """Loaders whose batches are slices of arrays.

    Args:
        training: the rows to fit.
        validation: the rows to choose by.
        batch_size: rows in a batch.
        seed: of the order of the training rows.
    """

    def __init__(self, training: Rows, validation: Rows, batch_size: int, seed: int) -> None:
        super().__init__()
        self.training_rows = training
        self.validation_rows = validation
        self.batch_size = batch_size
        self.seed = seed

    def train_dataloader(self) -> DataLoader[Batch]:
        """Training batches in an order that depends on the epoch."""
        return self._loader(self.training_rows, self.seed)

    def val_dataloader(self) -> DataLoader[Batch]:
        """Validation batches in the rows' own order."""
        return self._loader(self.validation_rows, None)

    def _loader(self, rows: Rows, seed: int | None) -> DataLoader[Batch]:
        return DataLoader(rows, batch_size=None, sampler=EpochOrder(len(rows), self.batch_size, seed))
