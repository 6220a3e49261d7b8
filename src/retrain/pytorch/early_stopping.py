"""Early stopping that keeps the weights of the best epoch."""

from typing import Any

import torch
from pytorch_lightning import Callback, LightningModule, Trainer

from retrain.ml_configuration.enums import Kept
from retrain.pytorch.lightning_module import Module

KEPT = ("epochs", "epoch", "score", "risen", "tensors")


class BestEpoch(Callback):
    """Keeps the tensors of the highest validation macro F1; stops after `patience` epochs without a higher one.

    Of equally good epochs the latest counts: its learning rate is the smallest, and few validation
    rows often tie. A tie does not prolong the training. Where the last epoch is wanted, it counts
    as the best whatever its score.

    Args:
        patience: epochs without a higher score after which training stops.
        keep: which epoch is wanted.

    Attributes:
        epochs: number of epochs seen.
        epoch: the best of them, counted from 0; -1 before the first.
        score: its macro F1.
        risen: the first epoch with this score; -1 before the first.
        tensors: its weights.
    """

    epochs: int
    epoch: int
    score: float
    risen: int
    tensors: dict[str, torch.Tensor]

    def __init__(self, patience: int, keep: Kept) -> None:
        self.patience = patience
        self.keep = keep
        self.load_state_dict({"epochs": 0, "epoch": -1, "score": -1.0, "risen": -1, "tensors": {}})

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {name: getattr(self, name) for name in KEPT}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Goes on from what a checkpoint kept."""
        vars(self).update(state_dict)

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook: a training that had stopped does not go on."""
        trainer.should_stop = self._patience_is_over()

    def on_validation_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        if isinstance(pl_module, Module):
            self._judge(pl_module.figures["val/macro_f1"], pl_module)
        self.epochs += 1
        trainer.should_stop = self._patience_is_over()

    def _judge(self, score: float, module: Module) -> None:
        self.risen = self.epochs if score > self.score else self.risen
        if score >= self.score or self.keep is Kept.LAST:
            self.epoch, self.score, self.tensors = self.epochs, score, _copied(module.network)

    def _patience_is_over(self) -> bool:
        return self.epochs - 1 - self.risen >= self.patience


def _copied(network: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().cpu().clone() for name, tensor in network.state_dict().items()}
