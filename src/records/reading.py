"""From the bytes of a CSV file to a table of strings that knows its lines."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

import pandas as pd

from records.gathered import BadCell, Reason
from records.problems import InputProblem

OTHER_MARKS = {
    "UTF-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
    "UTF-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
ROWS = 50_000
OTHER_DELIMITERS = {";": "';'", "\t": "tabs", "|": "'|'"}


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
        frame: the well-formed rows as strings, nothing converted; the index `(file, line)` tells where a row begins.
        refused: the rows that are not well-formed.
    """

    frame: pd.DataFrame
    refused: tuple[BadCell, ...]


def read_sheet(raw: bytes, file: str, header: bool = True) -> Sheet:
    """The rows of a comma-separated file in UTF-8; `""`, `NA` and `None` stay what they are.

    Args:
        raw: the bytes of the file.
        file: its name.
        header: whether the first row names the columns; else they are c0, c1, ...

    Raises:
        InputProblem: the file is empty or in another encoding, its header cannot be used, or there is no row below it.
    """
    rows = numbered_rows(decode(raw, file))
    first = next(rows, None)
    if first is None:
        raise InputProblem(f"{file}:1: the file is empty; it needs a header and at least one row")
    head = first if header else Row(0, [f"c{number}" for number in range(len(first.cells))])
    if problem := next(_header_problems(head), None):
        raise InputProblem(f"{file}:{head.line}: {problem}")
    below = rows if header else chain([first], rows)
    sheets = [_sheet(part, head.cells, file) for part in iter(lambda: list(islice(below, ROWS)), [])]
    if not sheets:
        raise InputProblem(f"{file}:{head.line}: there is a header but no row below it; add at least one row")
    refused = chain.from_iterable(sheet.refused for sheet in sheets)
    return Sheet(pd.concat([sheet.frame for sheet in sheets]), tuple(refused))


def decode(raw: bytes, file: str) -> str:
    """The text of a file in UTF-8, without the byte order mark that it may begin with.

    Raises:
        InputProblem: the bytes are in another encoding; names file, line and byte.
    """
    for encoding, marks in OTHER_MARKS.items():
        if raw.startswith(marks):
            raise InputProblem(f"{file}:1: the file is in {encoding}, not UTF-8; save the file as UTF-8")
    try:
        return raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = error.start
        fault = f"byte {place + 1} of the file, 0x{raw[place]:02x}, is not UTF-8"
        line = len(raw[: place + 1].splitlines())
        raise InputProblem(f"{file}:{line}: {fault}; save the file as UTF-8") from error


def numbered_rows(text: str) -> Iterator[Row]:
    """The rows of a CSV text, blank lines left out.

    A line whose quotation marks are out of place is one row that is not sound, and reading goes on with the next line,
    so that a stray mark costs its own line only. Each stretch of lines is read at most twice: a line that leaves a
    quotation open holds an odd run of marks, and such a run ends the quotation before it.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    lines = LINE.findall(text)
    begin = 0
    while begin < len(lines):
        start = begin
        reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), strict=True)
        try:
            for cells in reader:
                if cells:
                    yield Row(begin + 1, cells)
                begin = start + reader.line_num
        except csv.Error:
            yield Row(begin + 1, [lines[begin].rstrip("\r\n")], sound=False)
            begin += 1


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
    for delimiter, word in OTHER_DELIMITERS.items():
        if len(names) == 1 and delimiter in names[0]:
            yield f"the file seems to be separated by {word}; save it with commas"
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
