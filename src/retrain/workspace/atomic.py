"""A folder or a file replaced in one step: whoever reads it finds the old one or the new one, never neither."""

import ctypes
import os
import platform
import shutil
from collections.abc import Callable
from pathlib import Path

from retrain.workspace.json_files import as_json

AT_FDCWD = -100
SWAP = 2


def replace_folder(source: Path, target: Path) -> None:
    """Makes `target` a copy of `source`, durably and in one step.

    The copy is written and flushed beside the target, then the two are exchanged. A process killed
    in between leaves the old folder or the new one (where the system cannot exchange in one step,
    perhaps beside its place); a second call puts it back and cleans up what the first one left.

    Raises:
        OSError: the disk is full or not writable; the target is as it was.
    """
    _heal(target)
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

    The content is flushed before it takes its place, so that even a power cut leaves the former
    file or this one. What a killed process leaves beside it ends in `.part`, which git and DVC
    ignore.

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


def replace_document(value: object, path: Path) -> None:
    """Makes a JSON file hold this value in one step, as `replace_file` does."""
    replace_file(path, as_json(value))


def exchange(one: Path, other: Path) -> None:
    """Exchanges two folders of one file system; where the system cannot do it in one step, in three renames."""
    swap = SWAPS.get(platform.system())
    if swap is None or swap(os.fsencode(one), os.fsencode(other)) != 0:
        aside = _aside(other)
        other.rename(aside)
        one.rename(other)
        aside.rename(one)


def _heal(target: Path) -> None:
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.aside")


def _linux_swap(one: bytes, other: bytes) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    return int(library.renameat2(AT_FDCWD, one, AT_FDCWD, other, SWAP)) if hasattr(library, "renameat2") else -1


def _mac_swap(one: bytes, other: bytes) -> int:
    return int(ctypes.CDLL(None, use_errno=True).renamex_np(one, other, SWAP))


SWAPS: dict[str, Callable[[bytes, bytes], int]] = {"Linux": _linux_swap, "Darwin": _mac_swap}


def _flush(*paths: Path) -> None:
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
