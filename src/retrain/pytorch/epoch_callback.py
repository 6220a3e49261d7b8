"""Somebody outside watches a training, and may end it."""

from collections.abc import Callable, Mapping
from typing import Any

from pytorch_lightning import Callback, LightningModule, Trainer

from retrain.pytorch.lightning_module import Module

Watch = Callable[[int, Mapping[str, float]], bool]


class Watched(Callback):
    """Tells the figures of each epoch after it, and stops where the answer is True.

    What was told is part of the checkpoint and is told again, epoch by epoch, when a training goes
    on: whoever watches is rebuilt with it, and weights and reports cannot disagree.

    Args:
        watch: epoch, counted from 0, and its figures by name -> whether to stop.
    """

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.told: list[dict[str, float]] = []
        self.stopped = False

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {"told": self.told}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Goes on from what a checkpoint kept and tells it again; once a training has ended no later hook is called."""
        self.told = state_dict["told"]
        self.stopped = any(self.watch(epoch, figures) for epoch, figures in enumerate(self.told))

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        trainer.should_stop = trainer.should_stop or self.stopped

    def on_validation_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        if isinstance(pl_module, Module):
            self.told.append(dict(pl_module.figures))
            self.stopped = self.watch(len(self.told) - 1, self.told[-1])
        trainer.should_stop = trainer.should_stop or self.stopped
