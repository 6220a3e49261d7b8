"""From the bytes of a CSV file to a table of strings that knows its lines."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from records.decoding import decode
from records.enums import Reason
from records.lines import Row, numbered_rows
from records.problems import InputProblem
from records.quarantine import BadCell

OTHER_DELIMITERS = {";": "';'", "\t": "tabs", "|": "'|'"}


@dataclass(frozen=True)
class Sheet:
    """A CSV file as read.

    Attributes:
        frame: the well-formed rows as strings, nothing converted; the index `(file, line)` tells where a row begins.
        refused: the rows that are not well-formed.
    """

    frame: pd.DataFrame
    refused: tuple[BadCell, ...]


def read_sheet(raw: bytes, file: str) -> Sheet:
    """The rows of a comma-separated file in UTF-8 with a header; `""`, `NA` and `None` stay what they are.

    Raises:
        InputProblem: the file is empty or in another encoding, its header cannot be used, or there is no row below it.
    """
    rows = numbered_rows(decode(raw, file))
    header = next(rows, None)
    if header is None:
        raise InputProblem(f"{file}:1: the file is empty; it needs a header and at least one row")
    _refuse_header(header, file)
    kept, refused = _sorted_out(rows, len(header.cells), file)
    if not kept and not refused:
        raise InputProblem(f"{file}:{header.line}: there is a header but no row below it; add at least one row")
    place = pd.MultiIndex.from_product([[file], [row.line for row in kept]], names=["file", "line"])
    frame = pd.DataFrame([row.cells for row in kept], index=place, columns=header.cells, dtype=str)
    return Sheet(frame, tuple(refused))


def _refuse_header(header: Row, file: str) -> None:
    place = f"{file}:{header.line}"
    if not header.sound:
        raise InputProblem(f"{place}: the header {Reason.QUOTE}; mend it")
    if any("\0" in name for name in header.cells):
        raise InputProblem(f"{place}: the header {Reason.NUL}, as UTF-16 does; save the file as UTF-8")
    if len(header.cells) == 1:
        _refuse_delimiter(header.cells[0], place)
    if "" in header.cells:
        raise InputProblem(f"{place}: column {header.cells.index('') + 1} has no name; give it one")
    if twice := [name for name, count in Counter(header.cells).items() if count > 1]:
        raise InputProblem(f"{place}: two columns are named {twice[0]!r}; rename one")


def _refuse_delimiter(name: str, place: str) -> None:
    for delimiter, word in OTHER_DELIMITERS.items():
        if delimiter in name:
            raise InputProblem(f"{place}: the file seems to be separated by {word}; save it with commas")


def _sorted_out(rows: Iterable[Row], width: int, file: str) -> tuple[list[Row], list[BadCell]]:
    kept: list[Row] = []
    refused: list[BadCell] = []
    for row in rows:
        if row.sound and len(row.cells) == width:
            kept.append(row)
        else:
            refused.append(_misshapen(row, width, file))
    return kept, refused


def _misshapen(row: Row, width: int, file: str) -> BadCell:
    if not row.sound:
        return BadCell(file, row.line, "", row.cells[0], Reason.QUOTE)
    reason = Reason.TOO_FEW if len(row.cells) < width else Reason.TOO_MANY
    return BadCell(file, row.line, "", _as_csv(row.cells), reason, f"({len(row.cells)} instead of {width})")


def _as_csv(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
