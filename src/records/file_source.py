"""Reads the files of a `FileSource`."""

import difflib
import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pandas as pd

from records.checking import bad_cells, bad_ids, not_dates, without
from records.configuration import FileSource
from records.enums import CellType
from records.gathered import Gathered, no_oracle
from records.identity import content_ids
from records.problems import InputProblem
from records.quarantine import BadCell
from records.reading import Sheet, read_sheet


def gather_files(source: FileSource, root: Path) -> Gathered:
    """The rows of the source's files up to `as_of`, with an id each, and the quarantine.

    A row after `as_of` is not judged: what a snapshot holds does not depend on later rows.

    Args:
        source: what to read.
        root: the repository's root.

    Raises:
        InputProblem: a file is missing, altered or no CSV, or lacks a column that the source names.
    """
    sheets = [_sheet(source, root, path, key) for path, key in source.members.items()]
    frame = _joined(sheets, source)
    late = _later(frame, source)
    typed, wrong = _checked(frame[~late], source.columns)
    named, anonymous = _identified(typed, source)
    refused = [cell for sheet in sheets for cell in sheet.refused]
    quarantine = _in_order([*refused, *wrong, *anonymous], list(source.members))
    return Gathered(named.reset_index(drop=True), no_oracle(), quarantine, int(late.sum()))


def _sheet(source: FileSource, root: Path, path: str, key: str) -> Sheet:
    raw = _bytes(root, path, source.upstream)
    digest = hashlib.sha256(raw).hexdigest()
    if source.sha256.get(key, digest) != digest:
        raise InputProblem(
            f"{path} is not the file that source {source.name!r} expects: its sha256 is {digest}; get it again from "
            f"{source.upstream}, or write this digest under sha256"
        )
    sheet = read_sheet(raw, path)
    _refuse_columns(source, path, list(sheet.frame.columns))
    return sheet


def _bytes(root: Path, path: str, upstream: str) -> bytes:
    try:
        return (root / path).read_bytes()
    except FileNotFoundError as error:
        raise InputProblem(f"{path} is missing: get it from {upstream}, then put it there") from error
    except IsADirectoryError as error:
        raise InputProblem(f"{path} is a folder: name the CSV files to read in it under `files`") from error
    except OSError as error:
        raise InputProblem(f"{path} cannot be read: {error.strerror}; mend its path or its permissions") from error


def _refuse_columns(source: FileSource, path: str, present: list[str]) -> None:
    added = "id" if source.id is None else None
    if added in present:
        raise InputProblem(f"{path}:1: there is a column 'id' already; write `id: id` in source {source.name!r}")
    if source.file_column in present:
        raise InputProblem(f"{path}:1: there is a column {source.file_column!r} already; choose another file_column")
    for name in [*source.columns, *filter(None, [source.id])]:
        if name not in present:
            near = difflib.get_close_matches(name, present, n=1)
            guess = f" did you mean {near[0]!r}?" if near else ""
            raise InputProblem(f"{path}:1: there is no column {name!r};{guess} there are {', '.join(present)}")


def _joined(sheets: list[Sheet], source: FileSource) -> pd.DataFrame:
    """The rows of all files below each other, with the column that holds the stem of the file."""
    paths = list(source.members)
    for path, sheet in zip(paths, sheets, strict=True):
        if odd := set(sheet.frame.columns) ^ set(sheets[0].frame.columns):
            raise InputProblem(
                f"{path}:1: column {min(odd)!r} is not in this file and {paths[0]} alike; make them equal"
            )
    frame = pd.concat([sheet.frame for sheet in sheets])
    if source.file_column is not None:
        files = frame.index.get_level_values("file")
        frame[source.file_column] = files.map({path: PurePosixPath(path).stem for path in paths}).astype(str)
    return frame


def _later(frame: pd.DataFrame, source: FileSource) -> pd.Series:
    """Per row whether its day is after `as_of`, comparing the days as they are written."""
    if source.time is None or source.as_of is None:
        return pd.Series(False, frame.index)
    days = frame[source.time].str.slice(0, 10)
    return ~not_dates(frame[source.time]) & (days > source.as_of.isoformat())


def _checked(frame: pd.DataFrame, types: dict[str, CellType]) -> tuple[pd.DataFrame, list[BadCell]]:
    wrong = bad_cells(frame, types)
    return without(frame, wrong), wrong


def _identified(frame: pd.DataFrame, source: FileSource) -> tuple[pd.DataFrame, list[BadCell]]:
    if source.id is None:
        named = frame.copy()
        named.insert(0, "id", content_ids(frame))
        return named, []
    wrong = bad_ids(frame[source.id])
    return without(frame, wrong), wrong


def _in_order(cells: Iterable[BadCell], paths: list[str]) -> tuple[BadCell, ...]:
    return tuple(sorted(cells, key=lambda cell: (paths.index(cell.file), cell.line)))
