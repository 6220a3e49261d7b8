"""Adapters from configuration, and raw records to the records of a task in one call."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from retrain.adapters.adapter import Adapter
from retrain.adapters.columns import convert_cells, require_columns
from retrain.adapters.deriving import ExtractText, JoinColumns
from retrain.adapters.parsing import ParseDate, ParseNumber
from retrain.adapters.renaming import MapLabels, RenameColumns
from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.enums import AdapterKind, Role
from retrain.ml_configuration.task import Task

if TYPE_CHECKING:
    import pandas as pd

REGISTRY: dict[AdapterKind, type[Adapter]] = {
    AdapterKind.EXTRACT: ExtractText,
    AdapterKind.JOIN: JoinColumns,
    AdapterKind.MAP_LABELS: MapLabels,
    AdapterKind.PARSE_DATE: ParseDate,
    AdapterKind.PARSE_NUMBER: ParseNumber,
    AdapterKind.RENAME: RenameColumns,
}
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
PIXELS = re.compile(r"[0-9]{1,5}(?: [0-9]{1,5})*")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].+)?")


def build_adapters(adapters: Adapters) -> tuple[Adapter, ...]:
    """The adapters of the configuration, in its order.

    Raises:
        InvalidOptionsError: a class refused the options of its step.
    """
    return tuple(step.built(REGISTRY[step.kind], ("adapters", "steps", n)) for n, step in enumerate(adapters.steps))


def adapt(
    adapters: Sequence[Adapter], records: pd.DataFrame, task: Task, need_label: bool, first: int = 1
) -> pd.DataFrame:
    """The records of the task: its columns in its order, those to ignore left out, index 0 to n - 1.

    Args:
        adapters: run in this order.
        records: raw records, cells str, "" where missing; not changed.
        task: the columns to end with.
        need_label: True for training: every column must be there. False for prediction: columns
            that no feature comes from may be absent and are filled with "", the id with numbers.
        first: the number of the first record.

    Raises:
        InputError: a column is absent, or a cell does not fit its adapter or its role.
    """
    numbers = [str(number) for number in range(first, first + len(records))]
    identity = _raw_id(adapters, task)
    absent = () if need_label else _optional(adapters, task).difference(records.columns)
    raw = records.assign(**{name: numbers if name == identity else "" for name in sorted(absent)})
    adapted = raw.set_axis(raw[identity].tolist() if identity in raw else range(1, len(raw) + 1))
    for adapter in adapters:
        adapted = adapter.adapt(adapted)
    return _conforming(adapted, task)


def _raw_id(adapters: Sequence[Adapter], task: Task) -> str | None:
    name = task.column_name(Role.ID)
    for adapter in reversed(adapters):
        name = None if name is None else adapter.before(name)[0]
    return name


def raw_features(adapters: Sequence[Adapter], task: Task) -> tuple[str, ...]:
    """The raw columns that the task's features come from, in alphabetical order where an adapter changes them."""
    needed = dict.fromkeys(task.features)
    for adapter in reversed(adapters):
        needed = dict.fromkeys(sorted({raw for name in needed for raw in adapter.before(name)}))
    return tuple(needed)


def untouched(adapters: Sequence[Adapter], names: Collection[str]) -> bool:
    """Whether no adapter reads or makes one of the task's columns, so that its cells are the raw ones."""
    return not any(name in step.reads or step.before(name) != (name,) for step in adapters for name in names)


def _optional(adapters: Sequence[Adapter], task: Task) -> set[str]:
    """The raw columns that no feature comes from."""
    named = {column.name for column in task.columns}
    for adapter in reversed(adapters):
        named = {raw for name in named for raw in adapter.before(name)} | set(adapter.reads)
    return named.difference(raw_features(adapters, task))


def _conforming(records: pd.DataFrame, task: Task) -> pd.DataFrame:
    """New records with exactly the task's columns, in its order; every cell of them is "" or as its role asks."""
    columns = {column.name: column.role for column in task.columns if column.role is not Role.IGNORE}
    require_columns(records, tuple(columns), f"task {task.name!r}")
    for name, role in columns.items():
        if role in CELL_CHECKS:
            convert_cells(records, name, CELL_CHECKS[role])
    return records[[*columns]].reset_index(drop=True)


def _finite_number(cell: str) -> str:
    if cell and not (NUMBER.fullmatch(cell) and math.isfinite(float(cell))):
        raise ValueError(
            "is no finite number; declare the column as `number` in conf/source, so that such rows go to the "
            "quarantine, or convert it with the adapter parse_number"
        )
    return cell


def _iso_date(cell: str) -> str:
    try:
        is_date = not cell or bool(ISO_DAY.fullmatch(cell) and datetime.fromisoformat(cell))
    except ValueError:
        is_date = False
    if not is_date:
        raise ValueError(
            "is no ISO date (YYYY-MM-DD); declare the column as `date` in conf/source, so that such rows go to the "
            "quarantine, or convert it with the adapter parse_date"
        )
    return cell


def _pixels(cell: str) -> str:
    if cell and not PIXELS.fullmatch(cell):
        raise ValueError("is no image: whole numbers with one space between them; correct the cell")
    return cell


CELL_CHECKS: Mapping[Role, Callable[[str], str]] = {
    Role.DATE: _iso_date,
    Role.IMAGE: _pixels,
    Role.NUMBER: _finite_number,
    Role.TIME: _iso_date,
}
