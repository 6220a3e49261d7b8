"""The metrics of each epoch, written for DVCLive."""

from pathlib import Path
from shutil import rmtree
from typing import Any

from pytorch_lightning import Callback, LightningModule, Trainer

from retrain.pytorch.lightning_module import ClassifierModule


class DVCLiveCallback(Callback):
    """Writes loss, accuracy and macro F1 after each epoch.

    The metrics of earlier epochs are part of the checkpoint and are written again when training
    resumes, so that files and weights cannot disagree.

    Args:
        folder: for DVCLive's files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.history: list[dict[str, float]] = []

    def state_dict(self) -> dict[str, Any]:
        """What goes into a checkpoint."""
        return {"history": self.history}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Restores the history from a checkpoint."""
        self.history = state_dict["history"]

    def on_fit_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        if trainer.is_global_zero:
            from dvclive.live import Live

            rmtree(self.folder, ignore_errors=True)
            self.live: Any = Live(str(self.folder), dvcyaml=None, save_dvc_exp=False, report=None)
            for metrics in self.history:
                self._write(metrics)

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        if isinstance(pl_module, ClassifierModule):
            self.history.append(dict(pl_module.metrics))
        if trainer.is_global_zero:
            self._write(self.history[-1])

    def on_fit_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        if trainer.is_global_zero:
            self.live.end()

    def _write(self, metrics: dict[str, float]) -> None:
        for name, value in metrics.items():
            self.live.log_metric(name, value)
        self.live.sync()
        self.live.step += 1
