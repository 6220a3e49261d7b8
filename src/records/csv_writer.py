"""Files that are whole or not there."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

SPECIAL = r'[",\r\n]'
ROWS = 10_000
COMMA, MARK, NOTHING = (pa.scalar(text, pa.large_string()) for text in (",", '"', ""))


def csv_text(frame: pd.DataFrame) -> str:
    """The table of texts as CSV: line feeds at the ends of lines, quotation marks only where they are needed.

    It is formatted here because pyarrow's own writer puts every text in quotation marks, and the
    csv module of Python before 3.13 leaves a lone carriage return without; no byte may depend on a
    version.
    """
    return "".join(csv_parts(frame))


def csv_parts(frame: pd.DataFrame) -> Iterator[str]:
    """The same in parts: the header, then 10,000 rows at a time, so that few rows are in memory twice."""
    yield _lines([[name] for name in frame.columns])
    for first in range(0, len(frame), ROWS):
        yield _lines(cells for _, cells in frame.iloc[first : first + ROWS].items())


def write_whole(path: Path, parts: Iterable[str]) -> None:
    """Writes the parts, in UTF-8, beside the file's place and moves it there, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            file.writelines(part.encode() for part in parts)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _lines(columns: Iterable[pd.Series | list[str]]) -> str:
    cells = [_quoted(pa.array(column, pa.large_string())) for column in columns]
    return "\n".join([*pc.binary_join_element_wise(*cells, COMMA).to_pylist(), ""])


def _quoted(cells: pa.Array) -> pa.Array:
    quoted = pc.binary_join_element_wise(MARK, pc.replace_substring(cells, '"', '""'), MARK, NOTHING)
    return pc.if_else(pc.match_substring_regex(cells, SPECIAL), quoted, cells)
