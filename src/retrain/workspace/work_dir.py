"""The work folder: memoised features, checkpoints, locks and temporary clones."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path


def work_folder() -> Path:
    """`$RETRAIN_WORK_DIR`, else `.work/` in the repository.

    An experiment in one of DVC's temporary workspaces uses the folder of the repository that it
    belongs to.
    """
    configured = os.environ.get("RETRAIN_WORK_DIR")
    if configured:
        return Path(configured)
    root = os.environ.get("DVC_ROOT", ".")
    return Path(root.split("/.dvc/tmp/exps/")[0]) / ".work"


@contextmanager
def exclusive_lock(name: str, wait_message: str = "such as a stage that outlived its DVC") -> Iterator[None]:
    """Holds the lock of this name; blocks while another process has it.

    The system releases the lock of a killed process once its worker processes have ended too.

    Args:
        name: the name of the lock.
        wait_message: what the other process may be, for the line that is printed while waiting;
            "" prints none.
    """
    file = work_folder() / "locks" / f"{name}.lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if wait_message:
                print(f"another process holds {file}, {wait_message}; waiting", flush=True)  # noqa: T201
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def workspace_name() -> str:
    """A name for the current folder, the same for every process that runs in it."""
    return f"workspace-{blake2b(os.fsencode(Path.cwd()), digest_size=8).hexdigest()}"
