"""Checks cells against the types of their columns, and ids for repetitions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from records.configuration import CellType
from records.snapshot import BadCell, Reason

ISO_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
ISO_TIME = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
ISO_DATE = rf"{ISO_DAY}([T ]{ISO_TIME})?"


def not_numbers(cells: pd.Series) -> pd.Series:
    """Per cell whether it is neither empty nor a finite decimal number."""
    values = pd.to_numeric(cells.astype(object).where(cells != ""), errors="coerce")
    return (cells != "") & ~np.isfinite(values.astype(float))


def not_dates(cells: pd.Series) -> pd.Series:
    """Per cell whether it is neither empty nor a valid date in ISO 8601, with or without a time."""
    matches = cells.str.fullmatch(ISO_DATE) & (cells.str.slice(0, 4) != "0000")
    days = pd.to_datetime(cells.where(matches), format="ISO8601", errors="coerce", utc=True)
    return (cells != "") & days.isna()


def contains_nul(cells: pd.Series) -> pd.Series:
    """Per cell whether it holds a NUL character, at which many CSV readers end a cell."""
    return cells.str.contains("\0", regex=False)


CHECKS: dict[CellType, tuple[Callable[[pd.Series], pd.Series], Reason]] = {
    CellType.DATE: (not_dates, Reason.NO_DATE),
    CellType.NUMBER: (not_numbers, Reason.NO_NUMBER),
    CellType.TEXT: (contains_nul, Reason.NUL),
}


def bad_cells(frame: pd.DataFrame, types: Mapping[str, CellType]) -> list[BadCell]:
    """Every cell that is not of its column's type, column by column.

    Args:
        frame: strings, indexed by `(file, line)`.
        types: column -> type; columns without one are text.
    """
    bad: list[BadCell] = []
    for column in frame.columns:
        check, reason = CHECKS[types.get(column, CellType.TEXT)]
        bad += _bad_cells_where(check(frame[column]), frame[column], reason)
    return bad


def bad_ids(ids: pd.Series) -> list[BadCell]:
    """The missing ids, then the repeated ones, each with the line of the first."""
    repeated = ids.duplicated()
    originals = ids[~repeated & ids.isin(ids[repeated])]
    positions = dict(zip(originals, originals.index.tolist(), strict=True))
    bad = _bad_cells_where(ids == "", ids, Reason.NO_ID)
    for cell in _bad_cells_where(repeated & (ids != ""), ids, Reason.REPEATED):
        bad.append(replace(cell, detail=_position_text(positions[cell.value], cell.file)))
    return bad


def drop_rows(frame: pd.DataFrame, cells: Sequence[BadCell]) -> pd.DataFrame:
    """The rows of the frame that hold none of these cells."""
    if not cells:
        return frame
    return frame[~frame.index.isin([(cell.file, cell.line) for cell in cells])]


def _bad_cells_where(mask: pd.Series, cells: pd.Series, reason: Reason) -> list[BadCell]:
    column = str(cells.name)
    marked = zip(cells.index[mask].tolist(), cells[mask].tolist(), strict=True)
    return [BadCell(file, line, column, value, reason) for (file, line), value in marked]


def _position_text(position: tuple[str, int], current_file: str) -> str:
    file, line = position
    return f"on line {line}" if file == current_file else f"on line {line} of {file}"
