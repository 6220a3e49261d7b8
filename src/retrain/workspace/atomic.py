"""Atomic replacement of files and folders: a reader finds the old content or the new one."""

import ctypes
import os
import platform
import shutil
from collections.abc import Callable
from pathlib import Path

from retrain.workspace.json_files import json_bytes

AT_FDCWD = -100
SWAP = 2


def replace_folder(source: Path, target: Path) -> None:
    """Makes `target` a copy of `source`, durably and in one step.

    The copy is written and flushed beside the target, then the two are exchanged. A killed process
    leaves the old folder or the new one; on a system that cannot exchange folders in one step it
    may be under a temporary name. The next call restores it and removes temporary folders.

    Raises:
        OSError: the disk is full or not writable; the target is as it was.
    """
    _recover(target)
    staged = target.with_name(f".{target.name}.staged")
    shutil.rmtree(staged, ignore_errors=True)
    shutil.copytree(source, staged)
    _flush(*staged.rglob("*"), staged)
    if target.exists():
        exchange(staged, target)
        shutil.rmtree(staged)
    else:
        staged.rename(target)
    _flush(target.parent)


def replace_file(path: Path, content: bytes) -> None:
    """Makes a file hold this content in one step; makes its folder.

    The content is flushed before the rename, so that even a power cut leaves the old file or the
    new one. A killed process may leave a temporary `.part` file, which git and DVC ignore.

    Raises:
        OSError: the disk is full or not writable; the file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        staged.write_bytes(content)
        _flush(staged)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def replace_json(value: object, path: Path) -> None:
    """Makes a JSON file hold this value in one step, as `replace_file` does."""
    replace_file(path, json_bytes(value))


def exchange(first: Path, second: Path) -> None:
    """Exchanges two folders of one file system; without a system call for it in three renames."""
    swap = SWAPS.get(platform.system())
    if swap is None or swap(os.fsencode(first), os.fsencode(second)) != 0:
        aside = _aside(second)
        second.rename(aside)
        first.rename(second)
        aside.rename(first)


def _recover(target: Path) -> None:
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.aside")


def _linux_swap(first: bytes, second: bytes) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return -1
    return int(library.renameat2(AT_FDCWD, first, AT_FDCWD, second, SWAP))


def _mac_swap(first: bytes, second: bytes) -> int:
    return int(ctypes.CDLL(None, use_errno=True).renamex_np(first, second, SWAP))


SWAPS: dict[str, Callable[[bytes, bytes], int]] = {"Linux": _linux_swap, "Darwin": _mac_swap}


def _flush(*paths: Path) -> None:
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
