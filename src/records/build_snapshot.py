"""Builds a snapshot from the tables of a source: cuts by day, checks cells, makes ids."""

import difflib
import hashlib
import json
from collections.abc import Sequence

import pandas as pd

from records.cell_checks import bad_cells, bad_ids, drop_rows, not_dates
from records.configuration import TableSource
from records.errors import InputError
from records.snapshot import Snapshot
from records.table import Table

ORACLE_COLUMNS = ["id", "label", "probability", "truth"]
ID_BYTES = 6
CHUNK_ROWS = 50_000


def build_snapshot(source: TableSource, tables: dict[str, Table]) -> Snapshot:
    """The rows up to `as_of`, each with an id, and the quarantine.

    Rows after `as_of` are not checked: later rows never change an earlier snapshot.

    Args:
        source: names the columns.
        tables: file -> table, at least one, all with the same columns; emptied to save memory.

    Raises:
        InputError: a column that the source names is missing.
    """
    for path, table in tables.items():
        _check_columns(source, path, list(table.frame.columns))
    paths = list(tables)
    dialects = {path: table.dialect for path, table in tables.items() if table.dialect}
    rejected = [cell for table in tables.values() for cell in table.rejected]
    frames = [tables.pop(path).frame for path in paths]
    records = pd.concat(frames) if len(frames) > 1 else frames.pop()
    frames.clear()
    late = _after_as_of(records, source)
    records = records[~late] if late.any() else records
    invalid = bad_cells(records, source.columns)
    records = drop_rows(records, invalid)
    invalid_ids = bad_ids(records[source.id]) if source.id else []
    records = drop_rows(records, invalid_ids)
    if source.id is None:
        records = records.assign(id=content_ids(records))[["id", *records.columns]]
    quarantine = sorted([*rejected, *invalid, *invalid_ids], key=lambda cell: (paths.index(cell.file), cell.line))
    oracle = pd.DataFrame(columns=ORACLE_COLUMNS, dtype=str)
    records = records.reset_index(drop=True)
    return Snapshot(records, oracle, tuple(quarantine), int(late.sum()), dialects)


def content_ids(frame: pd.DataFrame) -> pd.Series:
    """An id per row that depends on its cells alone: 12 hexadecimal digits of BLAKE2b.

    Equal rows are numbered: the second gets the suffix `-2`, the third `-3`.
    """
    chunks = (frame.iloc[first : first + CHUNK_ROWS] for first in range(0, len(frame), CHUNK_ROWS))
    digests: list[str] = []
    for chunk in chunks:
        digests += map(_digest, chunk.to_numpy(dtype=object).tolist())
    ids = pd.Series(digests, frame.index, dtype=str)
    occurrence = ids.groupby(ids).cumcount() + 1
    return ids.where(occurrence == 1, ids + "-" + occurrence.astype(str))


def _digest(cells: list[str]) -> str:
    return hashlib.blake2b(json.dumps(cells).encode(), digest_size=ID_BYTES).hexdigest()


def _check_columns(source: TableSource, path: str, present: Sequence[str]) -> None:
    if source.id is None and "id" in present:
        raise InputError(f"{path}:1: column 'id' exists; write `id: id` in source {source.name!r}")
    for name in [*source.columns, *filter(None, [source.id])]:
        if name not in present:
            close = difflib.get_close_matches(name, present, n=1)
            guess = f" did you mean {close[0]!r}?" if close else ""
            raise InputError(f"{path}:1: there is no column {name!r};{guess} there are {', '.join(present)}")


def _after_as_of(frame: pd.DataFrame, source: TableSource) -> pd.Series:
    """Per row whether its day is after `as_of`; days are compared as strings."""
    if source.time is None or source.as_of is None:
        return pd.Series(False, frame.index)
    days = frame[source.time].str.slice(0, 10)
    return ~not_dates(frame[source.time]) & (days > source.as_of.isoformat())
