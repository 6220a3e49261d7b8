"""A model folder and its manifest, by which every file is checked before it is opened."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.errors import InputError
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import write_json

MANIFEST = "manifest.json"
AUDIT = "audit/"
SCHEMA = 1
READABLE_SCHEMAS = frozenset({1})
ATTEMPTS = 20
PAUSE_SECONDS = 0.02

Loaded = TypeVar("Loaded")


class FileEntry(FrozenModel):
    """A file's digest and size in bytes."""

    sha256: str
    bytes: int


class Manifest(FrozenModel):
    """The contents of a model folder; only `audit/` may be absent, from a copy that serves."""

    schema_number: int
    task: str
    files: dict[str, FileEntry]


class ModelFolder(NamedTuple):
    """A model folder whose files match its manifest.

    Attributes:
        manifest: its contents.
        digest: names the model, 16 hexadecimal digits of the manifest's SHA-256.
    """

    manifest: Manifest
    digest: str


def is_empty(folder: Path) -> bool:
    """Whether the folder is missing or holds no manifest."""
    return not (folder / MANIFEST).is_file()


def contains_model(folder: Path, digest: str) -> bool:
    """Whether the folder holds the model with this digest.

    Raises:
        InputError: the folder holds a model whose files do not match its manifest.
    """
    return not is_empty(folder) and open_model_folder(folder).digest == digest


def load_consistently(folder: Path, load: Callable[[Path], Loaded]) -> Loaded:
    """What `load` returns for the folder as it is at one moment, while a promotion may replace it.

    The folder is loaded again where its manifest changed while it was loaded.
    """
    for _ in range(ATTEMPTS):
        before = manifest_fingerprint(folder)
        try:
            loaded = load(folder)
        except (OSError, InputError):
            if before is not None and manifest_fingerprint(folder) == before:
                raise
            sleep(PAUSE_SECONDS)
        else:
            if manifest_fingerprint(folder) == before:
                return loaded
    return load(folder)


def manifest_fingerprint(folder: Path) -> tuple[int, int] | None:
    """The inode and change time of the manifest, new after each promotion; None without one."""
    try:
        status = (folder / MANIFEST).stat()
    except OSError:
        return None
    return status.st_ino, status.st_ctime_ns


def write_manifest(folder: Path, task: str) -> None:
    """Writes the manifest of the files in a folder."""
    files = {name: _entry(folder / name).model_dump() for name in _names(folder)}
    write_json({"schema_number": SCHEMA, "task": task, "files": files}, folder / MANIFEST)


def open_model_folder(folder: Path) -> ModelFolder:
    """The folder, after checking that its files match its manifest.

    Raises:
        InputError: the manifest is missing or has an unknown schema, or a file is missing, unknown
            or changed.
    """
    if is_empty(folder):
        raise InputError(
            f"{folder}/{MANIFEST} is missing: {folder} holds no model; run `dvc pull {folder}` or `dvc repro`"
        )
    content = (folder / MANIFEST).read_bytes()
    manifest = _parse(content, folder)
    _check_names(folder, manifest)
    for name in _names(folder):
        if _entry(folder / name) != manifest.files[name]:
            raise InputError(
                f"{folder / name} is not the file that {folder}/{MANIFEST} names; "
                f"restore it with `dvc checkout --force {folder}`"
            )
    return ModelFolder(manifest, hashlib.sha256(content).hexdigest()[:16])


def _parse(content: bytes, folder: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate(json.loads(content))
    except (ValidationError, ValueError) as error:
        raise InputError(
            f"{folder}/{MANIFEST} is no manifest of a model folder: {str(error).splitlines()[0]}"
        ) from error
    if manifest.schema_number not in READABLE_SCHEMAS:
        raise InputError(
            f"{folder}/{MANIFEST}: schema {manifest.schema_number} is newer than this code; update the repository"
        )
    return manifest


def _check_names(folder: Path, manifest: Manifest) -> None:
    present = set(_names(folder))
    unknown = sorted(present - set(manifest.files))
    if unknown:
        raise InputError(f"{folder / unknown[0]} is not in {folder}/{MANIFEST}; remove it")
    missing = sorted(name for name in set(manifest.files) - present if not name.startswith(AUDIT))
    if missing:
        remedy = f"restore it with `dvc checkout --force {folder}`"
        raise InputError(f"{folder / missing[0]} is missing; {remedy}")


def _names(folder: Path) -> list[str]:
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in files if name != MANIFEST)


def _entry(path: Path) -> FileEntry:
    return FileEntry(sha256=file_digest(path), bytes=path.stat().st_size)
