"""Early stopping that keeps the weights of the best epoch."""

from typing import Any

import torch
from pytorch_lightning import Callback, LightningModule, Trainer

from retrain.pytorch.module import Module


class BestEpoch(Callback):
    """Keeps the tensors of the highest validation macro F1; stops after `patience` epochs without one as good.

    Of equally good epochs the latest counts: its learning rate is the smallest, and few validation rows often tie.

    Attributes:
        epochs: number of epochs seen.
        epoch: the best of them, counted from 0; -1 before the first.
        score: its macro F1.
        tensors: its weights.
    """

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.load_state_dict({"epochs": 0, "epoch": -1, "score": -1.0, "tensors": {}})

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {"epochs": self.epochs, "epoch": self.epoch, "score": self.score, "tensors": self.tensors}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Goes on from what a checkpoint kept."""
        self.epochs: int = state_dict["epochs"]
        self.epoch: int = state_dict["epoch"]
        self.score: float = state_dict["score"]
        self.tensors: dict[str, torch.Tensor] = state_dict["tensors"]

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook: a training that had stopped does not go on."""
        trainer.should_stop = self._patience_is_over()

    def on_validation_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        if isinstance(pl_module, Module) and pl_module.figures["val/macro_f1"] >= self.score:
            self.epoch, self.score = self.epochs, pl_module.figures["val/macro_f1"]
            self.tensors = _copied(pl_module.network)
        self.epochs += 1
        trainer.should_stop = self._patience_is_over()

    def _patience_is_over(self) -> bool:
        return self.epochs - 1 - self.epoch >= self.patience


def _copied(network: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().cpu().clone() for name, tensor in network.state_dict().items()}
