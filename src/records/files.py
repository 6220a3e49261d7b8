"""Reads the files of a source as bytes: single, in folders, in zip archives."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from records.configuration import LocatedSource
from records.errors import InputError
from records.file_formats.archives import iter_members

EXPERIMENT_WORKSPACES = "/.dvc/tmp/exps/"

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
        for name in source.files_to_read(_file_names(location, select)):
            yield str(PurePosixPath(source.path, name)), name, _read_bytes(source, location / name, name)
    elif location.suffix == ".zip":
        yield from iter_members(source, _read_bytes(source, location, ""), select)
    else:
        yield source.path, location.name, _read_bytes(source, location, "")


def resolve_path(path: str, root: Path) -> Path:
    """A path under the root.

    Where DVC runs an experiment in a temporary workspace, which lacks the files that git ignores,
    these are found in the repository.
    """
    repository = Path(str(root.absolute()).partition(EXPERIMENT_WORKSPACES)[0])
    return root / path if (root / path).exists() else repository / path


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
