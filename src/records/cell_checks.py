"""Which cells are not what their column says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from records.configuration import CellType
from records.snapshot import BadCell, Reason

ISO_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"


def not_numbers(cells: pd.Series) -> pd.Series:
    """Per cell whether it is neither empty nor a finite decimal number."""
    values = pd.to_numeric(cells.astype(object).where(cells != ""), errors="coerce")
    return (cells != "") & ~np.isfinite(values.astype(float))


def not_dates(cells: pd.Series) -> pd.Series:
    """Per cell whether it is neither empty nor a day of the calendar in ISO 8601, with or without a time."""
    shaped = cells.str.fullmatch(ISO_DATE) & (cells.str.slice(0, 4) != "0000")
    days = pd.to_datetime(cells.where(shaped), format="ISO8601", errors="coerce", utc=True)
    return (cells != "") & days.isna()


def with_nul(cells: pd.Series) -> pd.Series:
    """Per cell whether it holds a NUL character, which most readers of CSV cut off at."""
    return cells.str.contains("\0", regex=False)


CHECKS: dict[CellType, tuple[Callable[[pd.Series], pd.Series], Reason]] = {
    CellType.DATE: (not_dates, Reason.NO_DATE),
    CellType.NUMBER: (not_numbers, Reason.NO_NUMBER),
    CellType.TEXT: (with_nul, Reason.NUL),
}


def bad_cells(frame: pd.DataFrame, types: Mapping[str, CellType]) -> list[BadCell]:
    """Every cell that is not what its column says, column by column.

    Args:
        frame: strings, indexed by `(file, line)`.
        types: column -> type; columns without one are text.
    """
    found = []
    for column in frame.columns:
        check, reason = CHECKS[types.get(column, CellType.TEXT)]
        found += _marked(frame[column], check(frame[column]), reason)
    return found


def bad_ids(ids: pd.Series) -> list[BadCell]:
    """The ids that are missing, and those that stand already on an earlier line."""
    again = ids.duplicated()
    first = ids[~again & ids.isin(ids[again])]
    places = dict(zip(first, first.index.tolist(), strict=True))
    repeats = _marked(ids, again & (ids != ""), Reason.REPEATED)
    missing = _marked(ids, ids == "", Reason.NO_ID)
    return missing + [replace(cell, detail=_where(places[cell.value], cell.file)) for cell in repeats]


def without(frame: pd.DataFrame, cells: Sequence[BadCell]) -> pd.DataFrame:
    """The rows of the frame that hold none of these cells."""
    if not cells:
        return frame
    return frame[~frame.index.isin([(cell.file, cell.line) for cell in cells])]


def _marked(cells: pd.Series, marks: pd.Series, reason: Reason) -> list[BadCell]:
    found = zip(cells.index[marks].tolist(), cells[marks].tolist(), strict=True)
    return [BadCell(file, line, str(cells.name), value, reason) for (file, line), value in found]


def _where(place: tuple[str, int], file: str) -> str:
    return f"on line {place[1]}" if place[0] == file else f"on line {place[1]} of {place[0]}"
