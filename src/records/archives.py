"""From the path of a source to the bytes of its files, unpacked in memory and never beyond a limit."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import IO

from records.configuration import LocatedSource
from records.errors import InputError

LARGEST = 2**31
RATIO = 200
SMALL = 2**24
TEMPORARY = "/.dvc/tmp/exps/"
SPOILT = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)


def contents(source: LocatedSource, root: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str, bytes]]:
    """The path, the key in `sha256` and the bytes of each file, as they lie there.

    Args:
        source: what to read.
        root: the repository's root.
        wanted: whether a name is read, for a folder or an archive of which no members are named.

    Raises:
        InputError: a file is missing, is no regular file, is linked to from outside, or unpacks to
            too much.
    """
    place = _place(source, root)
    if place.is_dir():
        names = source.files or sorted(_inside(place, wanted))
        for name in names or _nothing(source.path):
            yield str(PurePosixPath(source.path, name)), name, _bytes(source, place / name, name)
    elif place.suffix == ".zip":
        yield from _members(source, place, wanted)
    else:
        yield source.path, place.name, _bytes(source, place, "")


def place_of(path: str, root: Path) -> Path:
    """Where a path lies; a temporary workspace of DVC lacks what git ignores, which its repository has."""
    repository = Path(str(root.absolute()).partition(TEMPORARY)[0])
    return root / path if (root / path).exists() else repository / path


def unpacked(raw: bytes, path: str) -> tuple[bytes, str]:
    """What a `.gz` holds, and its path without that end; other files as they are.

    Raises:
        InputError: it is no whole gzip file, or a bomb.
    """
    if not path.endswith(".gz"):
        return raw, path
    with _told(path), gzip.open(io.BytesIO(raw)) as file:
        return _bounded(file, len(raw), path), path.removesuffix(".gz")


def refuse_bomb(unpacked_size: int, size: int, path: str) -> None:
    """Passes where so many bytes may come of so many.

    Raises:
        InputError: more than 2 GiB, or more than 200 times as many and not few.
    """
    if unpacked_size > _limit(size):
        raise InputError(
            f"{path} unpacks to more than {_limit(size):,} bytes, which is {RATIO} times its size or 2 GiB; "
            "unpack it yourself if you trust it"
        )


def _limit(size: int) -> int:
    return min(LARGEST, max(SMALL, RATIO * size))


def _bounded(file: IO[bytes] | gzip.GzipFile, size: int, path: str) -> bytes:
    """What a packed file of so many bytes holds, read no further than is allowed."""
    text = file.read(_limit(size) + 1)
    refuse_bomb(len(text), size, path)
    return text


def _members(source: LocatedSource, place: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str, bytes]]:
    with _told(source.path), zipfile.ZipFile(io.BytesIO(_bytes(source, place, ""))) as archive:
        refuse_bomb(sum(info.file_size for info in archive.infolist()), place.stat().st_size, source.path)
        present = archive.namelist()
        for name in source.files or sorted(filter(wanted, present)) or _nothing(source.path):
            path = f"{source.path}/{name}"
            if name not in present:
                raise InputError(f"{path} is missing; the archive holds {', '.join(present[:9])}")
            with archive.open(name) as file:
                yield path, name, _bounded(file, place.stat().st_size, path)


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Turns what the standard library raises for a spoilt archive into a message."""
    try:
        yield
    except SPOILT as error:
        raise InputError(f"{path} is no whole archive ({error}); get it again, or rename it") from error


def _place(source: LocatedSource, root: Path) -> Path:
    """Where the source's path lies."""
    if source.package:
        found = find_spec(source.package)
        if found is None or found.origin is None:
            raise InputError(f"source {source.name!r} lies in the package {source.package!r}, which is not installed")
        return Path(found.origin).parent / source.path
    return place_of(source.path, root)


def _inside(folder: Path, wanted: Callable[[str], bool]) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and wanted(path.name))


def _nothing(path: str) -> list[str]:
    raise InputError(
        f"{path} holds nothing that can be read; docs/sources.md lists the formats, and `files` names others"
    )


def _bytes(source: LocatedSource, place: Path, name: str) -> bytes:
    path = str(PurePosixPath(source.path, name))
    folder = place.parents[len(Path(name).parts) - 1] if name else place
    if not place.resolve().is_relative_to(folder.resolve()):
        raise InputError(f"{path} is a link out of {source.path}; put the file itself there")
    if place.exists() and not place.is_file():
        raise InputError(f"{path} is no regular file; name a file")
    try:
        return place.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path} is missing: get it from {source.upstream}, then put it there") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; mend its path or its permissions") from error
