"""From the bytes of a CSV file to a table of strings that knows its lines."""

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from records.errors import InputError
from records.snapshot import BadCell, Reason

MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
ROWS = 10_000
DELIMITERS = (",", ";", "\t", "|")
QUOTED = re.compile(r'"[^"]*"?')


class Row(NamedTuple):
    """One row of a CSV file.

    Attributes:
        line: where it begins, 1-based.
        cells: its cells; where the quotation marks are out of place, the line as it stands.
        sound: whether the quotation marks are in place.
    """

    line: int
    cells: list[str]
    sound: bool = True


@dataclass(frozen=True)
class Sheet:
    """A CSV file as read.

    Attributes:
        frame: the well-formed rows as strings, nothing converted; the index `(file, line)` tells
            where a row begins.
        refused: the rows that are not well-formed.
        form: how the file was read, where that was found out.
    """

    frame: pd.DataFrame
    refused: tuple[BadCell, ...]
    form: str = ""


def read_sheet(
    raw: bytes, file: str, header: bool = True, encoding: str = "utf-8", delimiter: str | None = None
) -> Sheet:
    """The rows of a CSV file; `""`, `NA` and `None` stay what they are.

    Args:
        raw: the bytes of the file.
        file: its name.
        header: whether the first row names the columns; else they are c0, c1, ...
        encoding: of a file without a byte order mark.
        delimiter: None takes the one that the first line holds most often.

    Raises:
        InputError: the file is empty or in another encoding, its header cannot be used, or there is
            no row below it.
    """
    encoding = _marked(raw, encoding)
    csv.field_size_limit(max(csv.field_size_limit(), len(raw)))
    try:
        delimiter = delimiter or found_delimiter(next(filter(str.strip, _lines(raw, encoding)), ""))
        sheet = headed(numbered_rows(_lines(raw, encoding), delimiter), file, header)
    except UnicodeDecodeError:
        raise _undecodable(raw, file, encoding) from None
    return replace(sheet, form=f"{encoding}, separated by {delimiter!r}")


def csv_sheets(path: Path) -> Iterator[Sheet]:
    """The rows of a CSV file in sheets of 10,000, so that few are in memory at a time.

    Raises:
        InputError: see `read_sheet`.
    """
    with path.open("rb") as file:
        encoding = _marked(file.read(4), "utf-8")
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    csv.field_size_limit(max(csv.field_size_limit(), path.stat().st_size))
    try:
        with path.open(encoding=encoding, newline="") as lines:
            delimiter = found_delimiter(next(filter(str.strip, lines), ""))
        with path.open(encoding=encoding, newline="") as lines:
            yield from sheets_of(*_headed(numbered_rows(lines, delimiter), str(path), header=True), str(path))
    except UnicodeDecodeError:
        raise _undecodable(path.read_bytes(), str(path), encoding.removesuffix("-sig")) from None


def _marked(raw: bytes, encoding: str) -> str:
    """The encoding that a byte order mark tells, else the given one."""
    return next((known for mark, known in MARKS.items() if raw.startswith(mark)), encoding)


def _lines(raw: bytes, encoding: str) -> Iterator[str]:
    """The lines of a file, one at a time, with their ends and without a byte order mark."""
    return io.TextIOWrapper(io.BytesIO(raw), "utf-8-sig" if encoding == "utf-8" else encoding, newline="")


def _undecodable(raw: bytes, file: str, encoding: str) -> InputError:
    """Where the first byte stands that is in another encoding."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        place = error.start
        line = len(raw[: place + 1].splitlines())
        fault = f"byte {place + 1} of the file, 0x{raw[place]:02x}, is not {encoding.upper()}"
        return InputError(f"{file}:{line}: {fault}; name its `encoding`, or save the file as UTF-8")
    return InputError(f"{file} is not in {encoding.upper()}; name its `encoding`")


def headed(rows: Iterator[Row], file: str, header: bool) -> Sheet:
    """The rows of a file of which the first may name the columns.

    Raises:
        InputError: there is no row, or none below the header, or the header cannot be used.
    """
    return sheet_of(*_headed(rows, file, header), file)


def _headed(rows: Iterator[Row], file: str, header: bool) -> tuple[Row, Iterator[Row]]:
    """The header and the rows below it."""
    first = next(rows, None)
    if first is None:
        raise InputError(f"{file}:1: the file is empty; it needs a header and at least one row")
    if header:
        return first, rows
    return Row(0, [f"c{number}" for number in range(len(first.cells))]), chain([first], rows)


def sheet_of(head: Row, rows: Iterator[Row], file: str) -> Sheet:
    """The rows of a file below its header.

    Raises:
        InputError: there is none, or the header cannot be used.
    """
    sheets = list(sheets_of(head, rows, file))
    refused = chain.from_iterable(sheet.refused for sheet in sheets)
    return Sheet(pd.concat([sheet.frame for sheet in sheets]), tuple(refused))


def sheets_of(head: Row, rows: Iterator[Row], file: str) -> Iterator[Sheet]:
    """The same in sheets of 10,000 rows; errors as in `sheet_of`."""
    if problem := next(_header_problems(head), None):
        raise InputError(f"{file}:{head.line}: {problem}")
    parts = iter(lambda: list(islice(rows, ROWS)), [])
    first = next(parts, None)
    if first is None:
        raise InputError(f"{file}:{head.line}: there is a header but no row below it; add at least one row")
    for part in chain([first], parts):
        yield _sheet(part, head.cells, file)


def found_delimiter(line: str) -> str:
    """The delimiter that a line holds most often outside quotation marks; else a comma."""
    return max(DELIMITERS, key=QUOTED.sub("", line).count)


def numbered_rows(lines: Iterator[str], delimiter: str = ",") -> Iterator[Row]:
    """The rows of the lines of a CSV file, blank ones left out.

    A line whose quotation marks are out of place is one row that is not sound, and reading goes on
    with the next line, so that a stray mark costs its own line only. Each stretch of lines is read
    at most twice: a line that leaves a quotation open holds an odd run of marks, and such a run
    ends the quotation before it.
    """
    line, again, taken = 1, deque[str](), list[str]()
    while True:
        try:
            for cells in csv.reader(_noted(again, lines, taken), strict=True, delimiter=delimiter):
                if cells:
                    yield Row(line, cells)
                line += len(taken)
                taken.clear()
            return
        except csv.Error:
            yield Row(line, [taken[0].rstrip("\r\n")], sound=False)
            line += 1
            again.extendleft(reversed(taken[1:]))
            taken.clear()


def _noted(again: deque[str], lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    """The lines to read again, then the others; what the present row took is noted."""
    while (line := again.popleft() if again else next(lines, None)) is not None:
        taken.append(line)
        yield line


def _sheet(rows: list[Row], columns: list[str], file: str) -> Sheet:
    """Some rows below the header; strings take a tenth of the memory in a table that they take as cells of rows."""
    faults = [_fault(row, len(columns), file) for row in rows]
    kept = [row for row, fault in zip(rows, faults, strict=True) if fault is None]
    place = pd.MultiIndex.from_product([[file], [row.line for row in kept]], names=["file", "line"])
    frame = pd.DataFrame([row.cells for row in kept], index=place, columns=columns, dtype=str)
    return Sheet(frame, tuple(fault for fault in faults if fault))


def _header_problems(header: Row) -> Iterator[str]:
    names = header.cells
    if not header.sound:
        yield f"the header {Reason.QUOTE}; mend it"
    if "\0" in "".join(names):
        yield f"the header {Reason.NUL}, as UTF-16 does; save the file as UTF-8"
    if "" in names:
        yield f"column {names.index('') + 1} has no name; give it one"
    yield from (f"two columns are named {name!r}; rename one" for name, count in Counter(names).items() if count > 1)


def _fault(row: Row, width: int, file: str) -> BadCell | None:
    if not row.sound:
        return BadCell(file, row.line, "", row.cells[0], Reason.QUOTE)
    if len(row.cells) == width:
        return None
    reason = Reason.TOO_FEW if len(row.cells) < width else Reason.TOO_MANY
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(row.cells)
    return BadCell(file, row.line, "", line.getvalue(), reason, f"({len(row.cells)} instead of {width})")
