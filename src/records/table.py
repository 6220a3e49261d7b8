"""Tables of strings that know the line of each row, built from rows of any format."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import NamedTuple

import pandas as pd

from records.errors import InputError
from records.snapshot import BadCell, Reason

CHUNK_ROWS = 10_000


class Row(NamedTuple):
    """One row of a file.

    Attributes:
        line: where it begins, 1-based.
        cells: its cells; where a quotation mark is misplaced, the whole line as one cell.
        well_formed: whether all quotation marks are in place.
    """

    line: int
    cells: list[str]
    well_formed: bool = True


@dataclass(frozen=True)
class Table:
    """The rows of a file.

    Attributes:
        frame: the well-formed rows as strings, nothing converted; the index `(file, line)` holds
            the line where each row begins.
        rejected: the other rows.
        dialect: the encoding and delimiter of a CSV file; empty for other formats.
    """

    frame: pd.DataFrame
    rejected: tuple[BadCell, ...]
    dialect: str = ""


def table_from_rows(rows: Iterator[Row], file: str, header: bool) -> Table:
    """The table of a file's rows.

    Args:
        rows: all rows of the file.
        file: its name, for the index and for messages.
        header: whether the first row names the columns; else they are c0, c1, ...

    Raises:
        InputError: there is no row, or none below the header, or the header is invalid.
    """
    return table_with_header(*split_header(rows, file, header), file)


def table_with_header(header: Row, rows: Iterator[Row], file: str) -> Table:
    """The table of the rows below a header.

    Raises:
        InputError: there is no row, or the header is invalid.
    """
    chunks = list(table_chunks(header, rows, file))
    rejected = chain.from_iterable(chunk.rejected for chunk in chunks)
    return Table(pd.concat([chunk.frame for chunk in chunks]), tuple(rejected))


def table_chunks(header: Row, rows: Iterator[Row], file: str) -> Iterator[Table]:
    """The same in tables of 10,000 rows; raises as `table_with_header` does."""
    problem = next(_header_problems(header), None)
    if problem:
        raise InputError(f"{file}:{header.line}: {problem}")
    chunks = iter(lambda: list(islice(rows, CHUNK_ROWS)), [])
    first = next(chunks, None)
    if first is None:
        raise InputError(f"{file}:{header.line}: no row below the header; add at least one")
    for chunk in chain([first], chunks):
        yield _table(chunk, header.cells, file)


def split_header(rows: Iterator[Row], file: str, header: bool) -> tuple[Row, Iterator[Row]]:
    """The header, read or made up, and the rows below it.

    Raises:
        InputError: there is no row.
    """
    first = next(rows, None)
    if first is None:
        raise InputError(f"{file}:1: the file is empty; it needs a header and at least one row")
    if header:
        return first, rows
    return Row(0, [f"c{number}" for number in range(len(first.cells))]), chain([first], rows)


def cell_text(value: object) -> str:
    """A value as a cell: None is empty, dates are in ISO 8601, nested values are JSON."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime():
            return value.isoformat(" ").removesuffix(" 00:00:00")
        case date():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, default=cell_text)
        case _:
            return str(value)


def _table(rows: list[Row], columns: list[str], file: str) -> Table:
    faults = [_fault(row, len(columns), file) for row in rows]
    accepted = [row for row, fault in zip(rows, faults, strict=True) if fault is None]
    index = pd.MultiIndex.from_product([[file], [row.line for row in accepted]], names=["file", "line"])
    frame = pd.DataFrame([row.cells for row in accepted], index=index, columns=columns, dtype=str)
    return Table(frame, tuple(fault for fault in faults if fault))


def _header_problems(header: Row) -> Iterator[str]:
    names = header.cells
    if not header.well_formed:
        yield f"the header {Reason.QUOTE}; correct it"
    if "\0" in "".join(names):
        yield f"the header {Reason.NUL}, as UTF-16 does; save the file as UTF-8"
    if "" in names:
        yield f"column {names.index('') + 1} has no name; give it one"
    for name, count in Counter(names).items():
        if count > 1:
            yield f"two columns are named {name!r}; rename one"


def _fault(row: Row, width: int, file: str) -> BadCell | None:
    """What is wrong with a row of a table of so many columns; None for a well-formed row."""
    if not row.well_formed:
        return BadCell(file, row.line, "", row.cells[0], Reason.QUOTE)
    if len(row.cells) == width:
        return None
    reason = Reason.TOO_FEW if len(row.cells) < width else Reason.TOO_MANY
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(row.cells)
    return BadCell(file, row.line, "", line.getvalue(), reason, f"({len(row.cells)} instead of {width})")
