"""Reads the documents of a folder as records."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from stat import S_ISLNK, S_ISREG

import pandas as pd

from records.build_snapshot import ORACLE_COLUMNS
from records.documents.document import Document, Status
from records.documents.document_source import DocumentSource
from records.documents.file_kinds import FileKind
from records.documents.worker_pool import detect_file_kind, read_documents
from records.errors import InputError
from records.files import resolve_path
from records.snapshot import Snapshot

REQUIRED_PACKAGES = ("PIL", "defusedxml", "pypdfium2")
MEGABYTE = 2**20


def read_document_folder(source: DocumentSource, root: Path) -> Snapshot:
    """One record for each document up to `as_of`, sorted by path; the quarantine is empty.

    The columns are `id`, the path under the source's folder; `folder`, the first part of that path
    if it has several; and the attributes of `Document`. Hidden files are left out, and links are
    not followed.

    Args:
        source: what to read.
        root: the repository's root.

    Raises:
        InputError: the folder is missing or empty, or the extra `[documents]` is not installed.
    """
    _check_packages(source)
    folder = resolve_path(source.path, root)
    if not folder.is_dir():
        raise InputError(f"{source.path} is no folder: put the documents of {source.upstream} there")
    paths = _document_paths(folder)
    if not paths:
        raise InputError(f"{source.path} holds no document: get them from {source.upstream}")
    documents = _read_all(paths, source)
    frame = pd.DataFrame([_record(name, documents[name]) for name in paths], dtype=str)
    late = pd.Series(False, frame.index)
    if source.as_of:
        late = frame["created"] > source.as_of.isoformat()
    records = frame[~late].reset_index(drop=True)
    statuses = dict(sorted(Counter(records["status"]).items()))
    oracle = pd.DataFrame(columns=ORACLE_COLUMNS, dtype=str)
    return Snapshot(records, oracle, (), int(late.sum()), statuses=statuses)


def _check_packages(source: DocumentSource) -> None:
    missing = [package for package in REQUIRED_PACKAGES if find_spec(package) is None]
    if missing:
        raise InputError(
            f"source {source.name!r} reads documents, but the package {missing[0]!r} is not "
            "installed; run `pip install --editable '.[documents]'`"
        )


def _document_paths(folder: Path) -> dict[str, Path]:
    """Relative path as text -> path, sorted; bytes that are not UTF-8 are written as escapes."""
    paths = {}
    for path in _files(folder):
        name = os.fsencode(path.relative_to(folder).as_posix())
        paths[name.decode("utf-8", "backslashreplace")] = path
    return dict(sorted(paths.items()))


def _files(folder: Path) -> Iterator[Path]:
    """Everything that is no folder, including links to folders."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in (*links, *files) if not name.startswith("."))


def _read_all(paths: dict[str, Path], source: DocumentSource) -> dict[str, Document]:
    documents = {}
    to_open = []
    for name, path in paths.items():
        refused = _refused_unopened(path, source)
        if refused:
            documents[name] = refused
        else:
            to_open.append(name)
    read = read_documents([paths[name] for name in to_open], source)
    documents.update(zip(to_open, read, strict=True))
    return documents


def _refused_unopened(path: Path, source: DocumentSource) -> Document | None:
    """The document of a file that is refused without being opened; None if it is to be read."""
    attributes = path.lstat()
    if S_ISLNK(attributes.st_mode):
        return Document(FileKind.UNKNOWN, Status.LINK)
    if not S_ISREG(attributes.st_mode):
        return Document(FileKind.UNKNOWN, Status.SPECIAL)
    if attributes.st_size == 0:
        return Document(FileKind.UNKNOWN, Status.EMPTY)
    if attributes.st_size > source.megabytes * MEGABYTE:
        return Document(detect_file_kind(path), Status.TOO_LARGE)
    return None


def _record(name: str, document: Document) -> dict[str, str]:
    parts = PurePosixPath(name).parts
    record = {"id": name, "folder": parts[0] if len(parts) > 1 else ""}
    for attribute, value in asdict(document).items():
        record[attribute] = f"{value:g}" if isinstance(value, float) else str(value)
    return record
