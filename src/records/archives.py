"""Reads the files of a source as bytes: single, in folders, in zip archives, gzipped.

Archives are unpacked in memory only, and no further than a limit.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import IO

from records.configuration import LocatedSource
from records.errors import InputError

MAX_UNPACKED = 2**31
MAX_RATIO = 200
ALWAYS_ALLOWED = 2**24
EXPERIMENT_WORKSPACES = "/.dvc/tmp/exps/"
ARCHIVE_ERRORS = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError)

NamedBytes = tuple[str, str, bytes]
NameFilter = Callable[[str], bool]


def iter_files(source: LocatedSource, root: Path, select: NameFilter) -> Iterator[NamedBytes]:
    """Path, name within the source, and bytes of each file.

    Args:
        source: what to read.
        root: the repository's root.
        select: whether to read a name, where the source lists no files of a folder or archive.

    Raises:
        InputError: a file is missing or no regular file, links out of the source, or unpacks to too
            much.
    """
    location = _location(source, root)
    if location.is_dir():
        names = source.files or sorted(_file_names(location, select))
        _check_not_empty(source, names)
        for name in names:
            path = str(PurePosixPath(source.path, name))
            yield path, name, _read_bytes(source, location / name, name)
    elif location.suffix == ".zip":
        yield from _members(source, location, select)
    else:
        yield source.path, location.name, _read_bytes(source, location, "")


def resolve_path(path: str, root: Path) -> Path:
    """A path under the root.

    Where DVC runs an experiment in a temporary workspace, which lacks the files that git ignores,
    these are found in the repository.
    """
    repository = Path(str(root.absolute()).partition(EXPERIMENT_WORKSPACES)[0])
    return root / path if (root / path).exists() else repository / path


def decompress(raw: bytes, path: str) -> tuple[bytes, str]:
    """The content of a `.gz` and its path without that suffix; other files unchanged.

    Raises:
        InputError: it is damaged, or unpacks to too much.
    """
    if not path.endswith(".gz"):
        return raw, path
    with _archive_errors_explained(path), gzip.open(io.BytesIO(raw)) as file:
        return _read_bounded(file, len(raw), path), path.removesuffix(".gz")


def check_unpacked_size(unpacked_size: int, packed_size: int, path: str) -> None:
    """Refuses archives that unpack to too much.

    Args:
        unpacked_size: in bytes.
        packed_size: in bytes.
        path: of the archive, for the message.

    Raises:
        InputError: it unpacks to more than 2 GiB, or to more than 16 MiB and 200 times its size.
    """
    limit = _unpacked_limit(packed_size)
    if unpacked_size > limit:
        raise InputError(
            f"{path} unpacks to more than {limit:,} bytes, which is {MAX_RATIO} times its size or "
            "2 GiB; unpack it yourself if you trust it"
        )


def _unpacked_limit(packed_size: int) -> int:
    return min(MAX_UNPACKED, max(ALWAYS_ALLOWED, MAX_RATIO * packed_size))


def _read_bounded(file: IO[bytes] | gzip.GzipFile, packed_size: int, path: str) -> bytes:
    """The content of a packed file, read no further than its limit, whatever size it declares."""
    content = file.read(_unpacked_limit(packed_size) + 1)
    check_unpacked_size(len(content), packed_size, path)
    return content


def _members(source: LocatedSource, location: Path, select: NameFilter) -> Iterator[NamedBytes]:
    raw = io.BytesIO(_read_bytes(source, location, ""))
    with _archive_errors_explained(source.path), zipfile.ZipFile(raw) as archive:
        packed_size = location.stat().st_size
        unpacked_size = sum(member.file_size for member in archive.infolist())
        check_unpacked_size(unpacked_size, packed_size, source.path)
        present = archive.namelist()
        names = source.files or sorted(filter(select, present))
        _check_not_empty(source, names)
        for name in names:
            path = f"{source.path}/{name}"
            if name not in present:
                listed = ", ".join(present[:9])
                raise InputError(f"{path} is missing; the archive holds {listed}")
            with archive.open(name) as file:
                yield path, name, _read_bounded(file, packed_size, path)


@contextmanager
def _archive_errors_explained(path: str) -> Iterator[None]:
    """Turns the standard library's errors about a damaged archive into an `InputError`."""
    try:
        yield
    except ARCHIVE_ERRORS as error:
        raise InputError(f"{path} is a damaged archive ({error}); get it again") from error


def _location(source: LocatedSource, root: Path) -> Path:
    if source.package is None:
        return resolve_path(source.path, root)
    package = find_spec(source.package)
    if package is None or package.origin is None:
        raise InputError(f"source {source.name!r}: the package {source.package!r} is not installed")
    return Path(package.origin).parent / source.path


def _file_names(folder: Path, select: NameFilter) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and select(path.name):
            yield path.relative_to(folder).as_posix()


def _check_not_empty(source: LocatedSource, names: Sequence[str]) -> None:
    if not names:
        raise InputError(
            f"{source.path} holds no file of a known format; docs/sources.md lists "
            "the formats, and `files` in the source names other files"
        )


def _read_bytes(source: LocatedSource, location: Path, name: str) -> bytes:
    path = str(PurePosixPath(source.path, name))
    folder = location.parents[len(Path(name).parts) - 1] if name else location
    if not location.resolve().is_relative_to(folder.resolve()):
        raise InputError(f"{path} is a link out of {source.path}; put the file itself there")
    if location.exists() and not location.is_file():
        raise InputError(f"{path} is no regular file; name a file")
    try:
        return location.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path} is missing: get it from {source.upstream}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; check path and permissions") from error
