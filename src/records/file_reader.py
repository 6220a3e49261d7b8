"""Reads files into tables of strings; the end of a name selects the format."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from records.configuration import FileSource, ReadOptions
from records.csv_reader import DEFAULTS, read_csv_table
from records.errors import InputError
from records.file_formats.archives import GZIP, decompress
from records.file_formats.formats import FURTHER_FORMATS
from records.files import iter_files
from records.table import Table

FORMATS: dict[str, Callable[[bytes, str, ReadOptions], Table]] = {
    ".csv": read_csv_table,
    **FURTHER_FORMATS,
}


def read_files(source: FileSource, root: Path) -> dict[str, Table]:
    """The table of each file, by its path, in reading order.

    Args:
        source: what to read.
        root: the repository's root.

    Raises:
        InputError: a file is missing, has another digest, is not of the format of its name, or the
            files differ in their columns.
    """
    tables = {}
    for path, name, raw in iter_files(source, root, is_table):
        _check_digest(source, path, name, raw)
        tables[path] = _with_file_column(read_file(raw, path, source), source, path)
    first = next(iter(tables))
    columns = set(tables[first].frame.columns)
    for path, table in tables.items():
        different = columns ^ set(table.frame.columns)
        if different:
            raise InputError(
                f"{path}:1: column {min(different)!r} is in only one of this file and {first}; "
                "give both the same columns"
            )
    return tables


def read_file(raw: bytes, path: str, options: ReadOptions = DEFAULTS) -> Table:
    """The table of a file; an unknown format is read as CSV.

    Raises:
        InputError: it is not of the format of its name, or is no table.
    """
    name = path
    raw, name = decompress(raw, path)
    return FORMATS.get(PurePosixPath(name).suffix.lower(), read_csv_table)(raw, path, options)


def is_table(name: str) -> bool:
    """Whether a file's name ends as those of the known formats do."""
    name = name.removesuffix(GZIP)
    return PurePosixPath(name).suffix.lower() in FORMATS


def _check_digest(source: FileSource, path: str, name: str, raw: bytes) -> None:
    digest = hashlib.sha256(raw).hexdigest()
    if source.sha256.get(name, digest) != digest:
        raise InputError(
            f"{path} is not the file that source {source.name!r} expects: its sha256 is {digest}; "
            f"get it again from {source.upstream}, or write this digest under sha256"
        )


def _with_file_column(table: Table, source: FileSource, path: str) -> Table:
    """The table with a column that holds the file's stem, where the source requests it."""
    column = source.file_column
    if column is None:
        return table
    if column in table.frame.columns:
        raise InputError(f"{path}:1: column {column!r} exists; choose another file_column")
    return replace(table, frame=table.frame.assign(**{column: PurePosixPath(path).stem}))
