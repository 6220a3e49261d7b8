"""Starts commands as real processes, and kills them after a checkpoint."""

import subprocess
import time
from contextlib import suppress

SLOW = ("-S", "training.epochs=10", "-S", "training.patience=10", "-S", "training.batch_size=16")


def start(repository, *command: str, output=subprocess.DEVNULL) -> subprocess.Popen:
    """Starts a command in its own process group."""
    return subprocess.Popen(
        command,
        cwd=repository.folder,
        env=repository.environment(),
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def wait_for(condition) -> None:
    deadline = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def newest_checkpoint(repository) -> int:
    """The time at which the newest checkpoint was written in ns; 0 before the first."""
    with suppress(FileNotFoundError):
        return max(
            (path.stat().st_mtime_ns for path in repository.folder.glob(".work/train/*/newest.ckpt")),
            default=0,
        )
    return 0


def wait_for_checkpoint(repository, after: int = 0) -> None:
    wait_for(lambda: newest_checkpoint(repository) > after)
