"""The checkpoints of a training that may be killed: one folder for each distinct training, outside DVC's outputs."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from retrain.workspace.atomic import replace_file
from retrain.workspace.work_dir import exclusive_lock, work_folder


@dataclass(frozen=True)
class CheckpointFolder:
    """The newest checkpoint of one training."""

    folder: Path

    @property
    def file(self) -> Path:
        """The path of the checkpoint."""
        return self.folder / "newest.ckpt"

    def newest(self) -> bytes | None:
        """The newest checkpoint, None before the first."""
        return self.file.read_bytes() if self.file.is_file() else None

    def save(self, content: bytes) -> None:
        """Replaces the newest checkpoint; a full disk leaves the previous one."""
        replace_file(self.file, content)


@contextmanager
def resumable_training(fingerprint: str) -> Iterator[CheckpointFolder]:
    """The checkpoints of the training with this fingerprint, locked against other processes.

    They are removed when the block ends without an exception.
    """
    with exclusive_lock(f"train-{fingerprint}"):
        checkpoints = CheckpointFolder(work_folder() / "train" / fingerprint)
        if checkpoints.file.is_file():
            print(f"resuming from {checkpoints.file}", flush=True)  # noqa: T201
        yield checkpoints
        shutil.rmtree(checkpoints.folder, ignore_errors=True)
