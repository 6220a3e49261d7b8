"""Reads the files of a `FileSource`."""

import hashlib
from dataclasses import replace
from pathlib import Path, PurePosixPath

from records.archives import contents
from records.configuration import FileSource
from records.csv_reader import Sheet
from records.errors import InputError
from records.formats import is_table, read_file


def file_sheets(source: FileSource, root: Path) -> dict[str, Sheet]:
    """The table of each file, by its path, in the order in which they are read.

    Args:
        source: what to read.
        root: the repository's root.

    Raises:
        InputError: a file is missing, altered or not what its name says, or their columns differ.
    """
    sheets = {}
    for path, key, raw in contents(source, root, is_table):
        digest = hashlib.sha256(raw).hexdigest()
        if source.sha256.get(key, digest) != digest:
            raise InputError(
                f"{path} is not the file that source {source.name!r} expects: its sha256 is {digest}; get it again "
                f"from {source.upstream}, or write this digest under sha256"
            )
        sheets[path] = _with_stem(read_file(raw, path, source), source, path)
    first = next(iter(sheets))
    for path, sheet in sheets.items():
        if odd := set(sheet.frame.columns) ^ set(sheets[first].frame.columns):
            raise InputError(f"{path}:1: column {min(odd)!r} is not in this file and {first} alike; make them equal")
    return sheets


def _with_stem(sheet: Sheet, source: FileSource, path: str) -> Sheet:
    """The table with the column that holds its file's stem, where the source asks for it."""
    if source.file_column is None:
        return sheet
    if source.file_column in sheet.frame.columns:
        raise InputError(f"{path}:1: there is a column {source.file_column!r} already; choose another file_column")
    return replace(sheet, frame=sheet.frame.assign(**{source.file_column: PurePosixPath(path).stem}))
