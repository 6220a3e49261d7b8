"""Early stopping that keeps the weights of the best epoch."""

import numpy as np
import torch
from numpy.typing import NDArray
from pytorch_lightning import Callback, LightningModule, Trainer

from retrain.pytorch.module import Module


class BestEpoch(Callback):
    """Keeps the tensors of the highest validation macro F1; stops after `patience` epochs without a better one.

    Attributes:
        epoch: number of the best epoch, counted from 0; -1 before the first.
        score: its macro F1.
        tensors: its weights, name -> array.
    """

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.epoch = -1
        self.score = -1.0
        self.tensors: dict[str, NDArray[np.float32]] = {}

    def on_validation_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        score = float(trainer.callback_metrics["val_macro_f1"])
        if isinstance(pl_module, Module) and score > self.score:
            self.epoch, self.score, self.tensors = trainer.current_epoch, score, _arrays(pl_module.network)
        trainer.should_stop = trainer.current_epoch - self.epoch >= self.patience


def _arrays(network: torch.nn.Module) -> dict[str, NDArray[np.float32]]:
    return {name: tensor.detach().cpu().numpy().copy() for name, tensor in network.state_dict().items()}
