"""Folders that are there whole or not at all."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def replace_folder(folder: Path, write: Callable[[Path], None]) -> None:
    """Puts a folder in place in one step, where it replaces a damaged one.

    Where another process puts the same folder in place first, its folder stays.

    Args:
        folder: where it belongs; its parents are made.
        write: fills an empty folder beside it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        write(new)
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            new.replace(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
