"""CSV between stages: strings only, so that no library version changes a byte."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from retrain.ml_configuration import InputError, Role, Task, paths

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SPECIAL = r'[",\r\n]'
ROWS = 50_000
AS_WRITTEN: dict[str, Any] = {"dtype": str, "na_filter": False, "skip_blank_lines": False}
COMMA, MARK, NOTHING = (pa.scalar(text, pa.large_string()) for text in (",", '"', ""))


def read_table(path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    """The rows of a CSV that a stage wrote, every cell a string, a missing one empty; only some columns if named."""
    table: pd.DataFrame = pd.read_csv(path, usecols=columns, **AS_WRITTEN)
    return table


def read_parts(path: Path) -> Iterator[pd.DataFrame]:
    """The same, 50,000 rows at a time, at least once; the index goes on from part to part."""
    with pd.read_csv(path, chunksize=ROWS, **AS_WRITTEN) as parts:
        yield from parts


def raw_rows(rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The raw records of rows of the task, in the rows' order.

    Raises:
        InputError: the raw records hold the ids in no column of the task's name.
    """
    name = task.column_name(Role.ID) or "id"
    raw = read_table(paths.RAW_RECORDS)
    if name not in raw:
        raise InputError(f"{paths.RAW_RECORDS} has no column {name!r}: an adapter must not rename the id")
    return raw.set_index(name, drop=False).loc[rows[name]].reset_index(drop=True)


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Writes rows as CSV, UTF-8 with line feeds, quotation marks only where they are needed; makes the folder.

    Its own lines, because pyarrow's writer puts every text in quotation marks, and the csv module
    of Python before 3.13 leaves a lone carriage return without.
    """
    write_parts((table.iloc[first : first + ROWS] for first in range(0, max(len(table), 1), ROWS)), path)


def write_parts(parts: Iterable[pd.DataFrame], path: Path) -> None:
    """Writes the rows of at least one table, one after another, as one; no two parts are in memory at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for number, part in enumerate(parts):
            if number == 0:
                file.write(_lines([[str(name)] for name in part.columns]))
            file.write(_lines(cells for _, cells in part.astype("str").fillna("").items()))


def write_spreadsheet(table: pd.DataFrame, path: Path) -> None:
    """Writes rows as CSV for a spreadsheet: a text that it would take for a formula is led by an apostrophe."""
    texts = table.select_dtypes(include=["object", "string"])
    safe = texts.map(lambda cell: f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell)
    write_table(table.assign(**{str(name): column for name, column in safe.items()}), path)


def _lines(columns: Iterable[pd.Series | list[str]]) -> bytes:
    cells = [_quoted(pa.array(column, pa.large_string())) for column in columns]
    return "\n".join([*pc.binary_join_element_wise(*cells, COMMA).to_pylist(), ""]).encode()


def _quoted(cells: pa.Array) -> pa.Array:
    quoted = pc.binary_join_element_wise(MARK, pc.replace_substring(cells, '"', '""'), MARK, NOTHING)
    return pc.if_else(pc.match_substring_regex(cells, SPECIAL), quoted, cells)
