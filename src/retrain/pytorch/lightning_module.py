"""The network with its loss, its optimiser and its metrics."""

from typing import Any

import torch
from pytorch_lightning import LightningModule
from pytorch_lightning.utilities.types import OptimizerLRScheduler
from torch import nn

from retrain.ml_configuration.training import Training
from retrain.pytorch.dataset import Batch, batches_per_step
from retrain.pytorch.losses import LOSSES, mean_loss
from retrain.pytorch.optimizers import OPTIMIZERS
from retrain.pytorch.seeding import derive_seed

TRAINING, VALIDATION = 0, 1


class ClassifierModule(LightningModule):
    """Minimises a loss with an optimiser and a cosine decay.

    It steps the optimiser itself, for several batches in one of Lightning's steps: Lightning's own
    work in a step takes as long as a batch of sparse rows.

    Args:
        network: maps a batch to logits (n, labels).
        options: optimiser, loss and duration.
        labels: number of labels.
        batches: of the whole training. Lightning's own estimate would open the loaders before a
            checkpoint is restored.
        weights: (labels,), of a row by its label; None weighs all rows alike.

    Attributes:
        metrics: loss, accuracy and macro F1 of the last epoch.
    """

    def __init__(
        self, network: nn.Module, options: Training, labels: int, batches: int, weights: torch.Tensor | None = None
    ) -> None:
        super().__init__()
        self.network = network
        self.options = options
        self.batches = batches
        self.automatic_optimization = False
        self.metrics: dict[str, float] = {}
        self.register_buffer("losses", torch.zeros(2, 2), persistent=False)
        confusion = torch.zeros(labels, labels, dtype=torch.long)
        self.register_buffer("confusion", confusion, persistent=False)
        self.register_buffer("weights", weights, persistent=False)
        self.losses: torch.Tensor
        self.confusion: torch.Tensor
        self.weights: torch.Tensor | None

    def on_train_start(self) -> None:
        """Looks up the optimiser and its schedule."""
        self.optimizer: Any = self.optimizers(use_pl_optimizer=False)
        self.schedule: Any = self.lr_schedulers()

    def training_step(self, batches: list[Batch], batch_idx: int) -> None:
        """One step of the optimiser for each batch."""
        first = batch_idx * batches_per_step(self.options)
        for number, batch in enumerate(batches, first):
            self.optimize(batch, number)

    def optimize(self, batch: Batch, number: int) -> None:
        """One step of the optimiser, its seed a function of the epoch and the batch's number."""
        path = ("batch", self.trainer.current_epoch, number, self.trainer.global_rank)
        self._seed(derive_seed(self.options.seed, *path))
        self.optimizer.zero_grad()
        loss = self._loss(self.network(batch), batch)
        self._backward(loss)
        self.optimizer.step()
        self.schedule.step()
        self._add_loss(TRAINING, loss, batch)

    def validation_step(self, batches: list[Batch], batch_idx: int) -> None:
        """Counts the batches into the confusion matrix."""
        labels = len(self.confusion)
        for batch in batches:
            logits = self.network(batch)
            cells = batch["labels"] * labels + logits.argmax(dim=1)
            self.confusion += torch.bincount(cells, minlength=labels**2).reshape(labels, labels)
            self._add_loss(VALIDATION, self._loss(logits, batch), batch)

    def on_validation_epoch_end(self) -> None:
        """Turns the counts of the epoch into metrics."""
        loss, validation_loss = self.losses[:, 0] / self.losses[:, 1]
        self.metrics = {
            "loss": float(self.trainer.strategy.reduce(loss, reduce_op="mean")),
            "val/loss": float(validation_loss),
            "val/accuracy": float(self.confusion.diagonal().sum() / self.confusion.sum()),
            "val/macro_f1": float(macro_f1(self.confusion)),
        }
        self.losses.zero_()
        self.confusion.zero_()

    def configure_optimizers(self) -> OptimizerLRScheduler:
        """The configured optimiser, its rate falling to zero along a cosine over all batches."""
        optimizer = OPTIMIZERS[self.options.optimizer](self.network, self.options)
        decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=self.batches)
        return [optimizer], [decay]

    def _seed(self, seed: int) -> None:
        """Seeds the devices that compute; seeding all, as torch does, takes ten times as long."""
        torch.default_generator.manual_seed(seed)
        if self.device.type != "cpu":
            torch.get_device_module(self.device).manual_seed(seed)

    def _loss(self, logits: torch.Tensor, batch: Batch) -> torch.Tensor:
        labels = batch["labels"]
        weights = batch.get("sample_weights")
        if self.weights is not None:
            of_labels = self.weights[labels]
            weights = of_labels if weights is None else weights * of_labels
        return mean_loss(LOSSES[self.options.loss], logits, labels, weights)

    def _backward(self, loss: torch.Tensor) -> None:
        """The gradients; Lightning's own way is slow, and only several processes need it."""
        if self.trainer.world_size > 1:
            self.manual_backward(loss)
        else:
            loss.backward()  # type: ignore[no-untyped-call]

    def _add_loss(self, part: int, loss: torch.Tensor, batch: Batch) -> None:
        rows = len(batch["labels"])
        self.losses[part] += torch.stack((loss.detach() * rows, loss.new_tensor(rows)))


def macro_f1(confusion: torch.Tensor) -> torch.Tensor:
    """The same macro F1 as `retrain.metrics.macro_f1`, in float32 and on the device of the counts.

    Its bits choose the epoch, and they are part of each model's digest.

    Args:
        confusion: (k, k) counts, truth by prediction.

    Returns:
        A float32 scalar; 0 where nothing was counted.
    """
    support = confusion.sum(dim=1)
    predicted = confusion.sum(dim=0)
    occurs = support > 0
    if not bool(occurs.any()):
        return torch.tensor(0.0)
    f1 = 2 * confusion.diagonal()[occurs] / (support + predicted)[occurs]
    return f1.mean()
