"""Unpacks zip archives and gzipped files, in memory only and no further than a limit."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from records.configuration import LocatedSource
from records.errors import InputError

GZIP = ".gz"
MAX_UNPACKED = 2**31
MAX_RATIO = 200
ALWAYS_ALLOWED = 2**24
ARCHIVE_ERRORS = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError)


def iter_members(source: LocatedSource, raw: bytes, select: Callable[[str], bool]) -> Iterator[tuple[str, str, bytes]]:
    """Path, name within the archive, and bytes of each member.

    Args:
        source: names the members to read, or none.
        raw: the bytes of the archive.
        select: whether to read a member, where the source names none.

    Raises:
        InputError: the archive is damaged or unpacks to too much, or a member is missing.
    """
    with _archive_errors_explained(source.path), zipfile.ZipFile(io.BytesIO(raw)) as archive:
        unpacked_size = sum(member.file_size for member in archive.infolist())
        check_unpacked_size(unpacked_size, len(raw), source.path)
        present = archive.namelist()
        for name in source.files_to_read(filter(select, present)):
            path = f"{source.path}/{name}"
            if name not in present:
                listed = ", ".join(present[:9])
                raise InputError(f"{path} is missing; the archive holds {listed}")
            with archive.open(name) as file:
                yield path, name, _read_bounded(file, len(raw), path)


def decompress(raw: bytes, path: str) -> tuple[bytes, str]:
    """The content of a `.gz` and its path without that suffix; other files unchanged.

    Raises:
        InputError: it is damaged, or unpacks to too much.
    """
    if not path.endswith(GZIP):
        return raw, path
    with _archive_errors_explained(path), gzip.open(io.BytesIO(raw)) as file:
        return _read_bounded(file, len(raw), path), path.removesuffix(GZIP)


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


@contextmanager
def _archive_errors_explained(path: str) -> Iterator[None]:
    """Turns the standard library's errors about a damaged archive into an `InputError`."""
    try:
        yield
    except ARCHIVE_ERRORS as error:
        raise InputError(f"{path} is a damaged archive ({error}); get it again") from error
