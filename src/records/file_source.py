"""Reads the files of a `FileSource`."""

import difflib
import gzip
import hashlib
import json
import zlib
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import pandas as pd

from records.checking import bad_cells, bad_ids, not_dates, without
from records.configuration import FileSource
from records.gathered import Gathered
from records.problems import InputProblem
from records.reading import Sheet, read_sheet

ORACLE = ["id", "label", "probability", "truth"]
ID_BYTES = 6
ROWS = 50_000
TEMPORARY = "/.dvc/tmp/exps/"


def gather_files(source: FileSource, root: Path) -> Gathered:
    """The rows of the source's files up to `as_of`, with an id each, and the quarantine.

    A row after `as_of` is not judged: what a snapshot holds does not depend on later rows.

    Args:
        source: what to read.
        root: the repository's root.

    Raises:
        InputProblem: a file is missing, altered or no CSV, or lacks a column that the source names.
    """
    paths = list(source.members)
    sheets = {path: _sheet(source, root, path, key) for path, key in source.members.items()}
    frame = _joined({path: sheet.frame for path, sheet in sheets.items()})
    late = _later(frame, source)
    due = frame[~late]
    wrong = bad_cells(due, source.columns)
    typed = without(due, wrong)
    wrong += bad_ids(typed[source.id]) if source.id else []
    records = without(typed, wrong)
    if source.id is None:
        records.insert(0, "id", content_ids(records))
    refused = [cell for sheet in sheets.values() for cell in sheet.refused]
    quarantine = sorted([*refused, *wrong], key=lambda cell: (paths.index(cell.file), cell.line))
    oracle = pd.DataFrame(columns=ORACLE, dtype=str)
    return Gathered(records.reset_index(drop=True), oracle, tuple(quarantine), int(late.sum()))


def content_ids(frame: pd.DataFrame) -> pd.Series:
    """An id per row that depends on its cells alone: 12 hexadecimal digits of BLAKE2b.

    The second of two equal rows gets the suffix `-2`, the third `-3`, so that ids are unique.
    """
    parts = (frame.iloc[first : first + ROWS] for first in range(0, len(frame), ROWS))
    digests = [_digest(row) for part in parts for row in part.to_numpy(dtype=object).tolist()]
    ids = pd.Series(digests, frame.index, dtype=str)
    nth = ids.groupby(ids).cumcount() + 1
    return ids.where(nth == 1, ids + "-" + nth.astype(str))


def _digest(cells: list[str]) -> str:
    return hashlib.blake2b(json.dumps(cells).encode(), digest_size=ID_BYTES).hexdigest()


def _sheet(source: FileSource, root: Path, path: str, key: str) -> Sheet:
    """One file with the column that holds its stem, where the source asks for it."""
    raw = _bytes(source, root, path)
    digest = hashlib.sha256(raw).hexdigest()
    if source.sha256.get(key, digest) != digest:
        raise InputProblem(
            f"{path} is not the file that source {source.name!r} expects: its sha256 is {digest}; get it again from "
            f"{source.upstream}, or write this digest under sha256"
        )
    sheet = read_sheet(_unpacked(raw, path), path, source.header)
    _refuse_columns(source, path, list(sheet.frame.columns))
    added = {source.file_column: PurePosixPath(path).stem} if source.file_column else {}
    return Sheet(sheet.frame.assign(**added), sheet.refused)


def _place(source: FileSource, root: Path, path: str) -> Path:
    """Where a file lies; a temporary workspace of DVC lacks what git ignores, which its repository has."""
    if source.package:
        found = find_spec(source.package)
        if found is None or found.origin is None:
            raise InputProblem(f"source {source.name!r} lies in the package {source.package!r}, which is not installed")
        return Path(found.origin).parent / path
    repository = Path(str(root.absolute()).partition(TEMPORARY)[0])
    return root / path if (root / path).exists() else repository / path


def _unpacked(raw: bytes, path: str) -> bytes:
    try:
        return gzip.decompress(raw) if path.endswith(".gz") else raw
    except (OSError, EOFError, zlib.error) as error:
        raise InputProblem(f"{path} is no whole gzip file ({error}); get it again, or rename it") from error


def _bytes(source: FileSource, root: Path, path: str) -> bytes:
    try:
        return _place(source, root, path).read_bytes()
    except FileNotFoundError as error:
        raise InputProblem(f"{path} is missing: get it from {source.upstream}, then put it there") from error
    except IsADirectoryError as error:
        raise InputProblem(f"{path} is a folder: name the CSV files to read in it under `files`") from error
    except OSError as error:
        raise InputProblem(f"{path} cannot be read: {error.strerror}; mend its path or its permissions") from error


def _refuse_columns(source: FileSource, path: str, present: list[str]) -> None:
    if source.id is None and "id" in present:
        raise InputProblem(f"{path}:1: there is a column 'id' already; write `id: id` in source {source.name!r}")
    if source.file_column in present:
        raise InputProblem(f"{path}:1: there is a column {source.file_column!r} already; choose another file_column")
    for name in [*source.columns, *filter(None, [source.id])]:
        if name not in present:
            near = difflib.get_close_matches(name, present, n=1)
            guess = f" did you mean {near[0]!r}?" if near else ""
            raise InputProblem(f"{path}:1: there is no column {name!r};{guess} there are {', '.join(present)}")


def _joined(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    first = next(iter(frames))
    for path, frame in frames.items():
        if odd := set(frame.columns) ^ set(frames[first].columns):
            raise InputProblem(f"{path}:1: column {min(odd)!r} is not in this file and {first} alike; make them equal")
    return pd.concat(list(frames.values()))


def _later(frame: pd.DataFrame, source: FileSource) -> pd.Series:
    """Per row whether its day is after `as_of`, comparing the days as they are written."""
    if source.time is None or source.as_of is None:
        return pd.Series(False, frame.index)
    days = frame[source.time].str.slice(0, 10)
    return ~not_dates(frame[source.time]) & (days > source.as_of.isoformat())
