"""The network with its loss, its optimiser and its figures."""

from functools import reduce
from operator import mul
from typing import Any

import torch
from pytorch_lightning import LightningModule
from pytorch_lightning.utilities.types import OptimizerLRScheduler
from torch import nn

from retrain.ml_configuration.training import Training
from retrain.pytorch.confusion import macro_f1
from retrain.pytorch.data_module import at_once
from retrain.pytorch.dataset import Batch
from retrain.pytorch.losses import LOSSES, loss_of
from retrain.pytorch.optimizers import OPTIMIZERS
from retrain.pytorch.seeding import derive


class Module(LightningModule):
    """Minimises a loss with an optimiser and a cosine decay.

    It steps the optimiser itself, for several batches in one of Lightning's steps: Lightning's own
    work in a step takes as long as a batch of sparse rows.

    Args:
        network: maps a batch to logits (n, labels).
        training: optimiser and duration.
        labels: number of labels.
        batches: of the whole training. Lightning's own estimate would open the loaders before a
            checkpoint is restored.
        weights: (labels,), of a row by its label; None weighs all rows alike.

    Attributes:
        figures: loss, accuracy and macro F1 of the last epoch.
    """

    def __init__(
        self, network: nn.Module, training: Training, labels: int, batches: int, weights: torch.Tensor | None = None
    ) -> None:
        super().__init__()
        self.network = network
        self.training_configuration = training
        self.batches = batches
        self.automatic_optimization = False
        self.figures: dict[str, float] = {}
        self.register_buffer("losses", torch.zeros(2, 2), persistent=False)
        self.register_buffer("confusion", torch.zeros(labels, labels, dtype=torch.long), persistent=False)
        self.register_buffer("weights", weights, persistent=False)
        self.losses: torch.Tensor
        self.confusion: torch.Tensor
        self.weights: torch.Tensor | None

    def on_train_start(self) -> None:
        """Takes the optimiser and its schedule."""
        self.optimizer: Any = self.optimizers(use_pl_optimizer=False)
        self.schedule: Any = self.lr_schedulers()

    def training_step(self, batches: list[Batch], batch_idx: int) -> None:
        """One step of the optimiser for each batch."""
        first = batch_idx * at_once(self.training_configuration)
        for number, batch in enumerate(batches, first):
            self.learn(batch, number)

    def learn(self, batch: Batch, number: int) -> None:
        """One step of the optimiser; its random numbers are a function of the epoch and the batch's number."""
        place = ("batch", self.trainer.current_epoch, number, self.trainer.global_rank)
        self._seed(derive(self.training_configuration.seed, *place))
        self.optimizer.zero_grad()
        loss = self._loss(self.network(batch), batch)
        self._backward(loss)
        self.optimizer.step()
        self.schedule.step()
        self._count(0, loss, batch)

    def validation_step(self, batches: list[Batch], batch_idx: int) -> None:
        """Counts the batches into the confusion matrix."""
        labels = len(self.confusion)
        for batch in batches:
            logits = self.network(batch)
            cells = batch["labels"] * labels + logits.argmax(dim=1)
            self.confusion += torch.bincount(cells, minlength=labels**2).reshape(labels, labels)
            self._count(1, self._loss(logits, batch), batch)

    def on_validation_epoch_end(self) -> None:
        """Turns the counts of the epoch into figures, the training loss averaged over all processes."""
        loss, validation_loss = self.losses[:, 0] / self.losses[:, 1]
        self.figures = {
            "loss": float(self.trainer.strategy.reduce(loss, reduce_op="mean")),
            "val/loss": float(validation_loss),
            "val/accuracy": float(self.confusion.diagonal().sum() / self.confusion.sum()),
            "val/macro_f1": float(macro_f1(self.confusion)),
        }
        self.losses.zero_()
        self.confusion.zero_()

    def configure_optimizers(self) -> OptimizerLRScheduler:
        """The chosen optimiser, its rate falling to zero along a cosine over all batches."""
        chosen = self.training_configuration
        optimizer = OPTIMIZERS[chosen.optimizer](self.network, chosen)
        decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=self.batches)
        return [optimizer], [decay]

    def _seed(self, seed: int) -> None:
        """Seeds the processor, and the GPU where it computes; all at once, torch's own way, takes ten times as long."""
        torch.default_generator.manual_seed(seed)
        if self.device.type != "cpu":
            torch.get_device_module(self.device).manual_seed(seed)

    def _loss(self, logits: torch.Tensor, batch: Batch) -> torch.Tensor:
        labels = batch["labels"]
        weights = [batch["sample_weights"]] if "sample_weights" in batch else []
        weights += [] if self.weights is None else [self.weights[labels]]
        measure = LOSSES[self.training_configuration.loss]
        return loss_of(measure, logits, labels, reduce(mul, weights) if weights else None)

    def _backward(self, loss: torch.Tensor) -> None:
        """The gradients; Lightning's own way, which several processes need, costs as much as the optimiser."""
        if self.trainer.world_size > 1:
            self.manual_backward(loss)
        else:
            loss.backward()  # type: ignore[no-untyped-call]

    def _count(self, part: int, loss: torch.Tensor, batch: Batch) -> None:
        rows = len(batch["labels"])
        self.losses[part] += torch.stack((loss.detach() * rows, loss.new_tensor(rows)))
