"""A checkpoint after each epoch, from which a training resumes with the same bits."""

import io
from typing import Any, Protocol
from zipfile import BadZipFile, ZipFile

import torch
from pytorch_lightning import LightningModule, Trainer
from pytorch_lightning.callbacks import Checkpoint
from pytorch_lightning.plugins.io import TorchCheckpointIO

NEWEST = "newest"
"""What Lightning is given as a path, which `StoredCheckpoint` maps to the newest checkpoint."""


class Checkpoints(Protocol):
    """The checkpoints of one training; only the newest is ever read."""

    def newest(self) -> bytes | None:
        """The newest checkpoint, None before the first."""

    def save(self, content: bytes) -> None:
        """Replaces the newest checkpoint, durably and in one step."""


class StoredCheckpoint(TorchCheckpointIO):
    """Lightning's checkpoints, kept in the caller's store; they hold tensors and primitives alone.

    Lightning's own writer passes through the system's temporary folder and never flushes, so that a
    kill leaves a torn file.
    """

    def __init__(self, checkpoints: Checkpoints) -> None:
        self.checkpoints = checkpoints

    def save_checkpoint(self, checkpoint: dict[str, Any], path: Any, storage_options: Any = None) -> None:  # noqa: ANN401
        """Lightning's hook; writes any other path as Lightning does."""
        if path != NEWEST:
            super().save_checkpoint(checkpoint, path, storage_options)
            return
        content = io.BytesIO()
        torch.save(checkpoint, content)
        self.checkpoints.save(content.getvalue())

    def load_checkpoint(self, path: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Lightning's hook."""
        if path == NEWEST:
            return read_checkpoint(self.checkpoints)
        return super().load_checkpoint(path, *args, **kwargs)


class CheckpointEveryEpoch(Checkpoint):
    """Saves at the end of each epoch, after every other callback."""

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        trainer.save_checkpoint(NEWEST)


def read_checkpoint(checkpoints: Checkpoints) -> dict[str, Any] | None:
    """The newest checkpoint; None where none can be read, so that training starts afresh."""
    content = checkpoints.newest()
    if content is None or not _is_intact(content):
        return None
    loaded: dict[str, Any] = torch.load(io.BytesIO(content), weights_only=True)
    return loaded


def _is_intact(content: bytes) -> bool:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None
    except BadZipFile:
        return False
