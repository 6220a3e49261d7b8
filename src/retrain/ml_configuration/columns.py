"""Records as columns of strings: what adapters, filterers, featurizers, taggers and a model take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, compress
from typing import TypeAlias

Columns: TypeAlias = Mapping[str, Sequence[str]]
"""Column name -> one cell a record, "" where it is missing; all columns have the same length."""

Record: TypeAlias = Mapping[str, str]
"""Column name -> cell."""


def row_count(columns: Columns) -> int:
    """The number of records; 0 where there is no column."""
    return len(next(iter(columns.values()), ()))


def to_rows(columns: Columns) -> list[dict[str, str]]:
    """The records one by one, in their order."""
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def to_columns(rows: Sequence[Record]) -> dict[str, list[str]]:
    """The columns of all the records; a cell that a record lacks is ""."""
    if len(rows) == 1:
        return {name: [cell] for name, cell in rows[0].items()}
    return {name: [row.get(name, "") for row in rows] for name in dict.fromkeys(chain.from_iterable(rows))}


def select_rows(columns: Columns, selected: Sequence[bool]) -> dict[str, list[str]]:
    """The columns of the records for which `selected`, (n,), is true."""
    return {name: list(compress(cells, selected)) for name, cells in columns.items()}
