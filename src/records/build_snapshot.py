"""From the tables of a source to its records: days, ids, and a quarantine."""

import difflib
import hashlib
import json

import pandas as pd

from records.cell_checks import bad_cells, bad_ids, not_dates, without
from records.configuration import TableSource
from records.csv_reader import Sheet
from records.errors import InputError
from records.snapshot import Gathered

ORACLE = ["id", "label", "probability", "truth"]
ID_BYTES = 6
ROWS = 50_000


def gather(source: TableSource, sheets: dict[str, Sheet]) -> Gathered:
    """The rows up to `as_of`, with an id each, and the quarantine.

    A row after `as_of` is not judged: what a snapshot holds does not depend on later rows.

    Args:
        source: names the columns.
        sheets: at least one table by its path, all with the same columns; taken out, so that no
            table is held twice.

    Raises:
        InputError: a column that the source names is missing.
    """
    for path, sheet in sheets.items():
        _refuse_columns(source, path, list(sheet.frame.columns))
    paths, forms = list(sheets), {path: sheet.form for path, sheet in sheets.items() if sheet.form}
    refused = [cell for sheet in sheets.values() for cell in sheet.refused]
    records = _joined([sheets.pop(path).frame for path in paths])
    late = _later(records, source)
    records = records[~late] if late.any() else records
    wrong = bad_cells(records, source.columns)
    records = without(records, wrong)
    repeated = bad_ids(records[source.id]) if source.id else []
    records = without(records, repeated)
    if source.id is None:
        records = records.assign(id=content_ids(records))[["id", *records.columns]]
    quarantine = sorted([*refused, *wrong, *repeated], key=lambda cell: (paths.index(cell.file), cell.line))
    oracle = pd.DataFrame(columns=ORACLE, dtype=str)
    return Gathered(records.reset_index(drop=True), oracle, tuple(quarantine), int(late.sum()), forms)


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(frames) if len(frames) > 1 else frames[0]


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


def _refuse_columns(source: TableSource, path: str, present: list[str]) -> None:
    if source.id is None and "id" in present:
        raise InputError(f"{path}:1: there is a column 'id' already; write `id: id` in source {source.name!r}")
    for name in [*source.columns, *filter(None, [source.id])]:
        if name not in present:
            near = difflib.get_close_matches(name, present, n=1)
            guess = f" did you mean {near[0]!r}?" if near else ""
            raise InputError(f"{path}:1: there is no column {name!r};{guess} there are {', '.join(present)}")


def _later(frame: pd.DataFrame, source: TableSource) -> pd.Series:
    """Per row whether its day is after `as_of`, comparing the days as they are written."""
    if source.time is None or source.as_of is None:
        return pd.Series(False, frame.index)
    days = frame[source.time].str.slice(0, 10)
    return ~not_dates(frame[source.time]) & (days > source.as_of.isoformat())
