"""A checkpoint after each epoch, from which a training goes on with the same bits."""

import io
from typing import Any, Protocol
from zipfile import BadZipFile, ZipFile

import torch
from pytorch_lightning import LightningModule, Trainer
from pytorch_lightning.callbacks import Checkpoint
from pytorch_lightning.plugins.io import TorchCheckpointIO

PLACE = "newest"


class Checkpoints(Protocol):
    """Where the checkpoints of one training are kept; only the newest is ever read."""

    def newest(self) -> bytes | None:
        """The newest checkpoint, None before the first."""

    def save(self, content: bytes) -> None:
        """Puts a checkpoint in the place of the former one, durably and in one step."""


class StoredCheckpoint(TorchCheckpointIO):
    """Lightning's checkpoints, kept where the caller says; they hold tensors and primitives alone.

    Lightning's own writer passes through the system's temporary folder and never flushes, so that a
    kill leaves a torn file.
    """

    def __init__(self, checkpoints: Checkpoints) -> None:
        self.checkpoints = checkpoints

    def save_checkpoint(self, checkpoint: dict[str, Any], path: Any, storage_options: Any = None) -> None:  # noqa: ANN401
        """Lightning's hook; other places than ours are its own."""
        if path != PLACE:
            super().save_checkpoint(checkpoint, path, storage_options)
            return
        content = io.BytesIO()
        torch.save(checkpoint, content)
        self.checkpoints.save(content.getvalue())

    def load_checkpoint(self, path: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Lightning's hook."""
        return read_checkpoint(self.checkpoints) if path == PLACE else super().load_checkpoint(path, *args, **kwargs)


class EachEpoch(Checkpoint):
    """Saves at the end of each epoch, after every other callback."""

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Lightning's hook."""
        trainer.save_checkpoint(PLACE)


def read_checkpoint(checkpoints: Checkpoints) -> dict[str, Any] | None:
    """The newest checkpoint; None where there is none that can be read, so that training starts anew."""
    content = checkpoints.newest()
    if content is None or not _is_whole(content):
        return None
    loaded: dict[str, Any] = torch.load(io.BytesIO(content), weights_only=True)
    return loaded


def _is_whole(content: bytes) -> bool:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None
    except BadZipFile:
        return False


def arithmetic(accelerator: str) -> tuple[str, str]:
    """What decides the bits of a sum here: the version of torch, and the processor's vector instructions or the GPU.

    Args:
        accelerator: `cpu`, or `auto` for a GPU where there is one.
    """
    if accelerator == "auto" and torch.cuda.is_available():
        return torch.__version__, torch.cuda.get_device_name()
    return torch.__version__, torch.backends.cpu.get_cpu_capability()
