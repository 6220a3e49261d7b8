"""Adapters applied one after another: raw records become the records of a task."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from retrain.adapters.adapter import Adapter, Names, cell_error, require_columns
from retrain.ml_configuration.columns import Columns, row_count
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.task import Task

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
PIXELS = re.compile(r"[0-9]{1,5}(?: [0-9]{1,5})*")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].+)?")


@dataclass(frozen=True, eq=False)
class AdapterChain:
    """The adapters of a task; what does not change from call to call is computed once.

    Attributes:
        adapters: applied in this order.
        task: has the columns of the adapted records.
    """

    adapters: tuple[Adapter, ...]
    task: Task

    def adapt(self, raw: Columns, *, need_label: bool, first: int | None = 1) -> dict[str, Sequence[str]]:
        """The records of the task: its columns in its order, without those to ignore.

        Args:
            raw: n raw records; not changed.
            need_label: True for training: every column must be there. False for prediction: a
                column that no feature is made from may be absent and is filled with "".
            first: the number of the first record. Numbers name the records in messages and fill an
                absent id, unless it is None.

        Raises:
            InputError: a column is absent, or a cell does not fit its adapter or its role.
        """
        count = row_count(raw)
        numbers = None if first is None else range(first, first + count)
        records: Columns = dict(raw) if need_label else self._filled(raw, count, numbers)
        names = None if numbers is None else self._record_names(records, numbers)
        for adapter in self.adapters:
            records = adapter.adapt(records, names)
        if not records.keys() >= self._column_set:
            require_columns(records, self._columns, f"task {self.task.name!r}")
        for column, problem_of in self._cell_checks:
            _check_cells(records[column], column, problem_of, names)
        return {column: records[column] for column in self._columns}

    def _filled(self, raw: Columns, count: int, numbers: range | None) -> Columns:
        """The raw records with every optional column."""
        absent = sorted(self._optional - raw.keys())
        filled: dict[str, Sequence[str]] = {**raw, **dict.fromkeys(absent, [""] * count)}
        if numbers is not None and self._raw_id in absent:
            filled[self._raw_id] = list(map(str, numbers))
        return filled

    def _record_names(self, records: Columns, numbers: range) -> Sequence[object]:
        """What names each record in messages: its raw id, else its number."""
        return numbers if self._raw_id is None else records.get(self._raw_id, numbers)

    @cached_property
    def raw_features(self) -> tuple[str, ...]:
        """The raw columns that features are made from; sorted where there are adapters."""
        names = dict.fromkeys(self.task.features)
        for adapter in reversed(self.adapters):
            sources = {source for name in names for source in adapter.source_columns(name)}
            names = dict.fromkeys(sorted(sources))
        return tuple(names)

    @cached_property
    def _columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.task.columns if column.role is not Role.IGNORE)

    @cached_property
    def _column_set(self) -> frozenset[str]:
        return frozenset(self._columns)

    @cached_property
    def _cell_checks(self) -> list[tuple[str, Callable[[str], str]]]:
        checked = [column for column in self.task.columns if column.role in CELL_CHECKS]
        return [(column.name, CELL_CHECKS[column.role]) for column in checked]

    @cached_property
    def _raw_id(self) -> str | None:
        """The raw column that the id is made from."""
        name = self.task.column_name(Role.ID)
        for adapter in reversed(self.adapters):
            name = None if name is None else adapter.source_columns(name)[0]
        return name

    @cached_property
    def _optional(self) -> frozenset[str]:
        """The raw columns that no feature is made from."""
        names = {column.name for column in self.task.columns}
        for adapter in reversed(self.adapters):
            sources = {source for name in names for source in adapter.source_columns(name)}
            names = sources.union(adapter.reads)
        return frozenset(names.difference(self.raw_features))


def _check_cells(cells: Sequence[str], column: str, problem_of: Callable[[str], str], names: Names | None) -> None:
    for cell in dict.fromkeys(cells):
        problem = problem_of(cell) if cell else ""
        if problem:
            raise cell_error(problem, cells, cell, column, names)


def _number_problem(cell: str) -> str:
    if NUMBER.fullmatch(cell) and math.isfinite(float(cell)):
        return ""
    return (
        "is no finite number; declare the column as `number` in conf/source, so that such rows go "
        "to the quarantine, or convert it with the adapter parse_number"
    )


def _date_problem(cell: str) -> str:
    try:
        is_date = bool(ISO_DAY.fullmatch(cell) and datetime.fromisoformat(cell))
    except ValueError:
        is_date = False
    if is_date:
        return ""
    return (
        "is no ISO date (YYYY-MM-DD); declare the column as `date` in conf/source, so that such "
        "rows go to the quarantine, or convert it with the adapter parse_date"
    )


def _image_problem(cell: str) -> str:
    if PIXELS.fullmatch(cell):
        return ""
    return "is no image: whole numbers with one space between them; correct the cell"


CELL_CHECKS: Mapping[Role, Callable[[str], str]] = {
    Role.DATE: _date_problem,
    Role.IMAGE: _image_problem,
    Role.NUMBER: _number_problem,
    Role.TIME: _date_problem,
}
