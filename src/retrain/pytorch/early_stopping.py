"""Early stopping that keeps the weights of the best epoch."""

from typing import Any

import torch
from pytorch_lightning import Callback, LightningModule, Trainer

from retrain.ml_configuration.enums import KeptEpoch
from retrain.pytorch.lightning_module import ClassifierModule


class EarlyStopping(Callback):
    """Keeps the weights with the highest validation macro F1, and stops when it no longer rises.

    Of equally good epochs the latest counts: its learning rate is the smallest, and few validation
    rows often tie. A tie does not prolong the training. Where the last epoch is wanted, it counts
    as the best whatever its score.

    Args:
        patience: epochs without a higher score after which training stops.
        keep: which epoch is wanted.

    Attributes:
        epochs: number of epochs so far.
        best_epoch: the best of them, counted from 0; -1 before the first.
        best_score: its macro F1.
        best_since: the first epoch with this score; -1 before the first.
        best_tensors: its weights.
    """

    def __init__(self, patience: int, keep: KeptEpoch) -> None:
        self.patience = patience
        self.keep = keep
        self.epochs = 0
        self.best_epoch = -1
        self.best_score = -1.0
        self.best_since = -1
        self.best_tensors: dict[str, torch.Tensor] = {}

    def state_dict(self) -> dict[str, Any]:
        """What goes into a checkpoint."""
        return {
            "epochs": self.epochs,
            "best_epoch": self.best_epoch,
            "best_score": self.best_score,
            "best_since": self.best_since,
            "best_tensors": self.best_tensors,
        }

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Restores the best epoch from a checkpoint."""
        vars(self).update(state_dict)

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook: a training that had stopped does not resume."""
        trainer.should_stop = self._is_patience_over()

    def on_validation_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        if isinstance(pl_module, ClassifierModule):
            self._compare(pl_module.metrics["val/macro_f1"], pl_module)
        self.epochs += 1
        trainer.should_stop = self._is_patience_over()

    def _compare(self, score: float, module: ClassifierModule) -> None:
        if score > self.best_score:
            self.best_since = self.epochs
        if score >= self.best_score or self.keep is KeptEpoch.LAST:
            self.best_epoch = self.epochs
            self.best_score = score
            self.best_tensors = _copied(module.network)

    def _is_patience_over(self) -> bool:
        return self.epochs - 1 - self.best_since >= self.patience


def _copied(network: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().cpu().clone() for name, tensor in network.state_dict().items()}
