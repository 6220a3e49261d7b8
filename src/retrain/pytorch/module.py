"""The network with its loss, its optimiser and its figures."""

import torch
from pytorch_lightning import LightningModule
from pytorch_lightning.utilities.types import OptimizerLRScheduler
from torch import nn

from retrain.ml_configuration.training import Training
from retrain.pytorch.confusion import macro_f1
from retrain.pytorch.losses import LOSSES
from retrain.pytorch.rows import Batch


class Module(LightningModule):
    """Minimises a loss with AdamW and a cosine decay; logs loss, accuracy and macro F1 per epoch.

    Args:
        network: maps a batch to logits (n, labels).
        training: optimiser and duration.
        labels: number of labels.
    """

    confusion: torch.Tensor

    def __init__(self, network: nn.Module, training: Training, labels: int) -> None:
        super().__init__()
        self.network = network
        self.training_configuration = training
        self.loss = LOSSES[training.loss]
        self.register_buffer("confusion", torch.zeros(labels, labels, dtype=torch.long), persistent=False)

    def training_step(self, batch: Batch, batch_idx: int) -> torch.Tensor:
        """The loss of one batch."""
        loss = self.loss(self.network(batch), batch["labels"])
        self.log("loss", loss, on_step=False, on_epoch=True, batch_size=len(batch["labels"]))
        return loss

    def on_validation_epoch_start(self) -> None:
        """Starts a new confusion matrix."""
        self.confusion.zero_()

    def validation_step(self, batch: Batch, batch_idx: int) -> None:
        """Counts one batch into the confusion matrix."""
        logits = self.network(batch)
        labels = len(self.confusion)
        cells = batch["labels"] * labels + logits.argmax(dim=1)
        self.confusion += torch.bincount(cells, minlength=labels**2).reshape(labels, labels)
        self.log("val_loss", self.loss(logits, batch["labels"]), batch_size=len(logits))

    def on_validation_epoch_end(self) -> None:
        """Logs accuracy and macro F1 of the whole validation split."""
        self.log("val_accuracy", self.confusion.diagonal().sum() / self.confusion.sum())
        self.log("val_macro_f1", macro_f1(self.confusion))

    def configure_optimizers(self) -> OptimizerLRScheduler:
        """AdamW, its rate falling to zero along a cosine over all batches."""
        chosen = self.training_configuration
        optimizer = torch.optim.AdamW(
            self.parameters(), lr=chosen.learning_rate, weight_decay=chosen.weight_decay, fused=True
        )
        batches = int(self.trainer.estimated_stepping_batches)
        decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=batches)
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": decay, "interval": "step"}}
