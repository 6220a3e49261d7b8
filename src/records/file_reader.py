"""Reads the files of a `FileSource`."""

import hashlib
from dataclasses import replace
from pathlib import Path, PurePosixPath

from records.archives import iter_files
from records.configuration import FileSource
from records.errors import InputError
from records.formats import is_table, read_file
from records.table import Table


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
    stem = PurePosixPath(path).stem
    return replace(table, frame=table.frame.assign(**{column: stem}))
