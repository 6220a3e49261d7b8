"""The documents of a folder as records."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from stat import S_ISLNK, S_ISREG

import pandas as pd

from records.archives import place_of
from records.build_snapshot import ORACLE
from records.configuration import DocumentSource
from records.documents.document import Document, Status
from records.documents.file_kinds import Kind
from records.documents.worker_pool import coarse_kind, read_documents
from records.errors import InputError
from records.snapshot import Gathered

EXTRA = ("PIL", "defusedxml", "pypdfium2")
MEGABYTE = 2**20


def gather_documents(source: DocumentSource, root: Path) -> Gathered:
    """One record for each document up to `as_of`, sorted by its path, whatever became of it; nothing in quarantine.

    The columns are `id`, the path under the source's folder; `folder`, the first part of that path
    where there are several; and the attributes of `Document`. Names that begin with a dot are left
    out, and no link is followed.

    Args:
        source: what to read.
        root: the repository's root.

    Raises:
        InputError: the folder is missing or empty, or the extra `[documents]` is not installed.
    """
    _refuse_without_extra(source)
    place = place_of(source.path, root)
    if not place.is_dir():
        raise InputError(f"{source.path} is no folder: get its documents from {source.upstream}, then put them there")
    paths = _listed(place)
    if not paths:
        raise InputError(f"{source.path} holds no document: get them from {source.upstream}, then put them there")
    known = {name: document for name, path in paths.items() if (document := _refused(path, source))}
    opened = [name for name in paths if name not in known]
    known |= dict(zip(opened, read_documents([paths[name] for name in opened], source), strict=True))
    frame = pd.DataFrame([_record(name, known[name]) for name in paths], dtype=str)
    late = frame["created"] > source.as_of.isoformat() if source.as_of else pd.Series(False, frame.index)
    records = frame[~late].reset_index(drop=True)
    statuses = dict(sorted(Counter(records["status"]).items()))
    return Gathered(records, pd.DataFrame(columns=ORACLE, dtype=str), (), int(late.sum()), statuses=statuses)


def _refuse_without_extra(source: DocumentSource) -> None:
    if missing := [package for package in EXTRA if find_spec(package) is None]:
        raise InputError(
            f"source {source.name!r} reads documents, but the package {missing[0]!r} is not installed; "
            "run `pip install --editable '.[documents]'`"
        )


def _listed(folder: Path) -> dict[str, Path]:
    """Path under the folder as text -> path, sorted; bytes of a name that are not UTF-8 are written as escapes."""
    found = {path.relative_to(folder).as_posix(): path for path in _entries(folder)}
    return dict(sorted((os.fsencode(name).decode("utf-8", "backslashreplace"), path) for name, path in found.items()))


def _entries(folder: Path) -> Iterator[Path]:
    """Whatever is no folder, links to folders included."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in (*links, *files) if not name.startswith("."))


def _refused(path: Path, source: DocumentSource) -> Document | None:
    """What is known of a file that need not be opened; None where it must be."""
    found = path.lstat()
    if S_ISLNK(found.st_mode):
        return Document(Kind.UNKNOWN, Status.LINK)
    if not S_ISREG(found.st_mode):
        return Document(Kind.UNKNOWN, Status.SPECIAL)
    if found.st_size == 0:
        return Document(Kind.UNKNOWN, Status.EMPTY)
    return Document(coarse_kind(path), Status.TOO_LARGE) if found.st_size > source.megabytes * MEGABYTE else None


def _record(name: str, document: Document) -> dict[str, str]:
    parts = PurePosixPath(name).parts
    cells = {key: f"{value:g}" if isinstance(value, float) else str(value) for key, value in asdict(document).items()}
    return {"id": name, "folder": parts[0] if len(parts) > 1 else "", **cells}
