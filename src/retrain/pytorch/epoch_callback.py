"""Reports the metrics of each epoch to a function that may stop the training."""

from collections.abc import Callable, Mapping
from typing import Any

from pytorch_lightning import Callback, LightningModule, Trainer

from retrain.pytorch.lightning_module import ClassifierModule

OnEpochEnd = Callable[[int, Mapping[str, float]], bool]


class EpochCallback(Callback):
    """Calls a function after each epoch, and stops the training where it returns True.

    The metrics of earlier epochs are part of the checkpoint, and the function is called with them
    again when training resumes: the state of the caller is rebuilt with the weights, so that the
    two cannot disagree.

    Args:
        on_epoch_end: epoch, counted from 0, and its metrics by name -> whether to stop.
    """

    def __init__(self, on_epoch_end: OnEpochEnd) -> None:
        self.on_epoch_end = on_epoch_end
        self.history: list[dict[str, float]] = []
        self.stopped = False

    def state_dict(self) -> dict[str, Any]:
        """What goes into a checkpoint."""
        return {"history": self.history}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Restores and reports the history; an ended training has no later hook to do so."""
        self.history = state_dict["history"]
        reported = enumerate(self.history)
        self.stopped = any(self.on_epoch_end(epoch, metrics) for epoch, metrics in reported)

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        trainer.should_stop = trainer.should_stop or self.stopped

    def on_validation_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        if isinstance(pl_module, ClassifierModule):
            self.history.append(dict(pl_module.metrics))
            self.stopped = self.on_epoch_end(len(self.history) - 1, self.history[-1])
        trainer.should_stop = trainer.should_stop or self.stopped
