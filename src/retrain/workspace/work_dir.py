"""Where lies what is not an output: memoised features, checkpoints, locks, the clone of the demo's legacy recipe."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path


def work_folder() -> Path:
    """`$RETRAIN_WORK_DIR`, else `.work/` in the repository that experiments in temporary workspaces belong to."""
    if chosen := os.environ.get("RETRAIN_WORK_DIR"):
        return Path(chosen)
    root = os.environ.get("DVC_ROOT", ".")
    return Path(root.split("/.dvc/tmp/exps/")[0]) / ".work"


@contextmanager
def exclusive_lock(name: str, told: str = "such as a stage that outlived its DVC") -> Iterator[None]:
    """Within it no other process holds the same name; waits until the other one has ended.

    The system takes the lock back from a killed process, and only when its own worker processes
    have ended too.

    Args:
        name: of the lock.
        told: which process that may be, for the line that says that this one waits; "" says
            nothing.
    """
    file = work_folder() / "locks" / f"{name}.lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if told:
                print(f"another process holds {file}, {told}; waiting", flush=True)  # noqa: T201
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def workspace_name() -> str:
    """A name for the present folder, the same for every process in it."""
    return f"workspace-{blake2b(os.fsencode(Path.cwd()), digest_size=8).hexdigest()}"
