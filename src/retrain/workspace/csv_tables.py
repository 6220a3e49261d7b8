"""CSV files between stages: every cell is a string, so that no library version changes a byte."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from retrain.ml_configuration import InputError, Role, Task, paths
from retrain.ml_configuration.columns import Columns
from retrain.workspace.formulas import escape_formula

SPECIAL = r'[",\r\n]'
ROWS = 50_000
AS_WRITTEN: dict[str, Any] = {"dtype": str, "na_filter": False, "skip_blank_lines": False}
COMMA, MARK, NOTHING = (pa.scalar(text, pa.large_string()) for text in (",", '"', ""))


class TableColumns(Mapping[str, Sequence[str]]):
    """The columns of a table of strings; each becomes a list when it is read, so that only those are in memory."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table

    def __getitem__(self, name: str) -> list[str]:
        cells: list[str] = self._table[name].tolist()
        return cells

    def __iter__(self) -> Iterator[str]:
        return map(str, self._table.columns)

    def __len__(self) -> int:
        return len(self._table.columns)


def to_table(columns: Columns) -> pd.DataFrame:
    """The columns as a table of strings, index 0 to n - 1."""
    return pd.DataFrame(dict(columns), dtype="str")


def read_table(path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    """The rows of a CSV that a stage wrote, as strings; an empty cell is an empty string.

    Args:
        path: the file.
        columns: the columns to read; None reads all.
    """
    table: pd.DataFrame = pd.read_csv(path, usecols=columns, **AS_WRITTEN)
    return table


def read_parts(path: Path) -> Iterator[pd.DataFrame]:
    """The rows of a CSV in tables of 50,000 rows, at least one; their index is continuous."""
    with pd.read_csv(path, chunksize=ROWS, **AS_WRITTEN) as parts:
        yield from parts


def group_keys(rows: pd.DataFrame, task: Task) -> pd.Series:
    """The key that keeps rows of one group together, (n,): the group where it is not empty, else the id."""
    ids = rows[task.column_name(Role.ID) or "id"]
    group = task.column_name(Role.GROUP)
    return ids if group is None else rows[group].where(rows[group] != "", ids)


def raw_rows(rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The raw records behind adapted rows of the task, in the same order.

    Raises:
        InputError: the raw records have no column of the name that the task's id has.
    """
    name = task.column_name(Role.ID) or "id"
    raw = read_table(paths.RAW_RECORDS)
    if name not in raw:
        raise InputError(f"{paths.RAW_RECORDS} has no column {name!r}: an adapter must not rename the id")
    return raw.set_index(name, drop=False).loc[rows[name]].reset_index(drop=True)


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Writes a table as CSV: UTF-8, line feeds, quotes only where needed; makes the folder.

    pyarrow's writer would quote every text, and the csv module before Python 3.13 leaves a lone
    carriage return unquoted.
    """
    write_parts((table.iloc[start : start + ROWS] for start in range(0, max(len(table), 1), ROWS)), path)


def write_parts(parts: Iterable[pd.DataFrame], path: Path) -> None:
    """Writes one or more tables into one CSV; only one of them is in memory at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for number, part in enumerate(parts):
            if number == 0:
                file.write(_lines([[str(name)] for name in part.columns]))
            file.write(_lines(cells for _, cells in part.astype("str").fillna("").items()))


def write_spreadsheet(table: pd.DataFrame, path: Path) -> None:
    """Writes a table as CSV for a spreadsheet, in which no text is a formula: see `formulas`."""
    escaped = table.select_dtypes(include=["object", "string"]).map(escape_formula)
    write_table(table.assign(**{str(name): column for name, column in escaped.items()}), path)


def _lines(columns: Iterable[pd.Series | list[str]]) -> bytes:
    cells = [_quoted(pa.array(column, pa.large_string())) for column in columns]
    return "\n".join([*pc.binary_join_element_wise(*cells, COMMA).to_pylist(), ""]).encode()


def _quoted(cells: pa.Array) -> pa.Array:
    quoted = pc.binary_join_element_wise(MARK, pc.replace_substring(cells, '"', '""'), MARK, NOTHING)
    return pc.if_else(pc.match_substring_regex(cells, SPECIAL), quoted, cells)
