"""Callbacks that report the metrics of each epoch: to a function, or to DVCLive's files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any

from pytorch_lightning import Callback, LightningModule, Trainer

from retrain.pytorch.lightning_module import ClassifierModule

OnEpochEnd = Callable[[int, Mapping[str, float]], bool]


class _MetricsHistory(Callback):
    """Keeps the metrics of all epochs in the checkpoint.

    They are reported again when training resumes, so that what was reported and the weights cannot
    disagree.
    """

    def __init__(self) -> None:
        self.history: list[dict[str, float]] = []

    def state_dict(self) -> dict[str, Any]:
        """What goes into a checkpoint."""
        return {"history": self.history}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Restores the history from a checkpoint."""
        self.history = state_dict["history"]


class EpochCallback(_MetricsHistory):
    """Calls a function after each epoch, and stops the training where it returns True.

    Args:
        on_epoch_end: epoch, counted from 0, and its metrics by name -> whether to stop.
    """

    def __init__(self, on_epoch_end: OnEpochEnd) -> None:
        super().__init__()
        self.on_epoch_end = on_epoch_end
        self.stopped = False

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Restores and reports the history; an ended training has no later hook to do so."""
        super().load_state_dict(state_dict)
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


class DVCLiveCallback(_MetricsHistory):
    """Writes loss, accuracy and macro F1 after each epoch.

    Args:
        folder: for DVCLive's files.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

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
