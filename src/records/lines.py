"""From the text of a CSV file to its rows, each with the line where it begins."""

import csv
import io
from collections.abc import Generator, Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """One row of a CSV file.

    Attributes:
        line: where it begins, 1-based.
        cells: its cells; where the quotation marks are out of place, the line as it stands.
        sound: whether the quotation marks are in place.
    """

    line: int
    cells: list[str]
    sound: bool


def numbered_rows(text: str) -> Iterator[Row]:
    """The rows of a CSV text, blank lines left out.

    A line whose quotation marks are out of place is one row that is not sound, and reading goes on with the next line,
    so that a stray mark costs its own line only. Each stretch of lines is read at most twice: a line that leaves a
    quotation open holds an odd run of marks, and such a run ends the quotation before it.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    lines = list(io.StringIO(text, newline=""))
    start = 0
    while start < len(lines):
        start = yield from _until_fault(lines, start)


def _until_fault(lines: list[str], start: int) -> Generator[Row, None, int]:
    """The rows from one line on up to the first that is not sound; returns the number of lines read so far."""
    reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), strict=True)
    while True:
        begin = start + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return len(lines)
        except csv.Error:
            yield Row(begin + 1, [lines[begin].rstrip("\r\n")], False)
            return begin + 1
        if cells:
            yield Row(begin + 1, cells, True)
