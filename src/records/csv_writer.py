"""Writes tables as CSV, and files atomically.

`retrain.workspace.csv_tables` formats CSV in the same way: neither package may import the other.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

NEEDS_QUOTES = r'[",\r\n]'
CHUNK_ROWS = 10_000
DELIMITER, QUOTE, NOTHING = (pa.scalar(text, pa.large_string()) for text in (",", '"', ""))


def csv_chunks(frame: pd.DataFrame) -> Iterator[str]:
    r"""A table of strings as CSV in parts, to save memory: the header, then 10,000 rows at a time.

    Lines end with `\n`, cells are quoted only where necessary. The bytes depend on no library
    version: pyarrow's writer quotes every string, and the csv module of Python before 3.13 leaves a
    lone carriage return unquoted.
    """
    yield _lines([[name] for name in frame.columns])
    for first in range(0, len(frame), CHUNK_ROWS):
        yield _lines(cells for _, cells in frame.iloc[first : first + CHUNK_ROWS].items())


def write_atomically(path: Path, parts: Iterable[str]) -> None:
    """Writes the parts in UTF-8 to a temporary file, then moves it to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as file:
            file.writelines(part.encode() for part in parts)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _lines(columns: Iterable[pd.Series | list[str]]) -> str:
    cells = [_quoted(pa.array(column, pa.large_string())) for column in columns]
    return "\n".join([*pc.binary_join_element_wise(*cells, DELIMITER).to_pylist(), ""])


def _quoted(cells: pa.Array) -> pa.Array:
    quoted = pc.binary_join_element_wise(QUOTE, pc.replace_substring(cells, '"', '""'), QUOTE, NOTHING)
    return pc.if_else(pc.match_substring_regex(cells, NEEDS_QUOTES), quoted, cells)
