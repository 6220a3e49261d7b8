"""The last look at adapted records: exactly the task's columns, cells as their roles ask."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from retrain.adapters.absent_columns import require_columns
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.problems import InputProblem
from retrain.ml_configuration.task import Column, Task

if TYPE_CHECKING:
    import pandas as pd

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].+)?")


@dataclass(frozen=True)
class _Requirement:
    met: Callable[[str], bool]
    wording: str


def conform(records: pd.DataFrame, task: Task) -> pd.DataFrame:
    """New records with exactly the task's columns, in its order, without those to ignore; index 0 to n - 1.

    Raises:
        InputProblem: a column is absent; or a cell of a number, date or time column is neither "" nor what
            its role asks for: names record, column, value and remedy.
    """
    columns = [column for column in task.columns if column.role is not Role.IGNORE]
    names = [column.name for column in columns]
    require_columns(records, names, f"task {task.name!r}")
    for column in columns:
        _check_cells(records, column)
    return records[names].reset_index(drop=True)


def _check_cells(records: pd.DataFrame, column: Column) -> None:
    if (requirement := _REQUIREMENTS.get(column.role)) is None:
        return
    cells = records[column.name].tolist()
    bad = next((cell for cell in dict.fromkeys(cells) if cell and not requirement.met(cell)), None)
    if bad is not None:
        record = records.index[cells.index(bad)]
        raise InputProblem(f"record {record!r}, column {column.name!r}: {bad!r} {requirement.wording}")


def _is_finite_number(cell: str) -> bool:
    return bool(NUMBER.fullmatch(cell)) and math.isfinite(float(cell))


def _is_iso_date(cell: str) -> bool:
    try:
        datetime.fromisoformat(cell)
    except ValueError:
        return False
    return bool(ISO_DAY.fullmatch(cell))


_FINITE_NUMBER = _Requirement(
    _is_finite_number,
    "is no finite number; declare the column as `number` in conf/source, so that such rows go to the quarantine, "
    "or convert it with the adapter parse_number",
)
_ISO_DATE = _Requirement(
    _is_iso_date,
    "is no ISO date (YYYY-MM-DD); declare the column as `date` in conf/source, so that such rows go to the "
    "quarantine, or convert it with the adapter parse_date",
)
_REQUIREMENTS = {Role.NUMBER: _FINITE_NUMBER, Role.DATE: _ISO_DATE, Role.TIME: _ISO_DATE}
