"""A model as a folder: a manifest of every file's digest and size, checked before any file is opened."""

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
from retrain.workspace.json_files import write_document

MANIFEST = "manifest.json"
AUDIT = "audit/"
SCHEMA = 1
READABLE_SCHEMAS = frozenset({1})
ATTEMPTS, PAUSE = 20, 0.02

Loaded = TypeVar("Loaded")


class FileEntry(FrozenModel):
    """A file's digest and size in bytes."""

    sha256: str
    bytes: int


class Manifest(FrozenModel):
    """What a model folder holds. `audit/` may be left out of a copy that serves; every other file must be there."""

    schema_number: int
    task: str
    files: dict[str, FileEntry]


class ModelFolder(NamedTuple):
    """A model folder whose files are those of its manifest.

    Attributes:
        manifest: what it holds.
        digest: names the model, 16 hexadecimal digits of the manifest's SHA-256.
    """

    manifest: Manifest
    digest: str


def is_empty(folder: Path) -> bool:
    """True where no model lies: the folder is missing or holds no manifest."""
    return not (folder / MANIFEST).is_file()


def holds(folder: Path, digest: str) -> bool:
    """True where the model of a digest lies in a folder.

    Raises:
        InputError: a model lies there whose files are not those of its manifest.
    """
    return not is_empty(folder) and open_model_folder(folder).digest == digest


def loaded_whole(folder: Path, load: Callable[[Path], Loaded]) -> Loaded:
    """What is loaded of a folder as it stands at one moment, although a promotion may exchange it meanwhile.

    The manifest is looked at before and after; where another one lies there by then, it is loaded
    anew.
    """
    for _ in range(ATTEMPTS):
        before = manifest_seen(folder)
        try:
            loaded = load(folder)
        except (OSError, InputError):
            if before is not None and manifest_seen(folder) == before:
                raise
            sleep(PAUSE)
        else:
            if manifest_seen(folder) == before:
                return loaded
    return load(folder)


def manifest_seen(folder: Path) -> tuple[int, int] | None:
    """Tells one manifest file from another; None where there is none."""
    try:
        found = (folder / MANIFEST).stat()
    except OSError:
        return None
    return found.st_ino, found.st_ctime_ns


def write_manifest(folder: Path, task: str) -> None:
    """Writes the manifest of the files that lie in a folder."""
    files = {name: _entry(folder / name).model_dump() for name in _names(folder)}
    write_document({"schema_number": SCHEMA, "task": task, "files": files}, folder / MANIFEST)


def open_model_folder(folder: Path) -> ModelFolder:
    """The folder, once its files are found to be those of its manifest.

    Raises:
        InputError: no manifest, an unknown schema, a file that is missing, unknown or changed.
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
    if unknown := sorted(present - set(manifest.files)):
        raise InputError(f"{folder / unknown[0]} is not in {folder}/{MANIFEST}; remove it")
    if missing := sorted(name for name in set(manifest.files) - present if not name.startswith(AUDIT)):
        raise InputError(f"{folder / missing[0]} is missing; restore it with `dvc checkout --force {folder}`")


def _names(folder: Path) -> list[str]:
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in files if name != MANIFEST)


def _entry(path: Path) -> FileEntry:
    return FileEntry(sha256=file_digest(path), bytes=path.stat().st_size)
