"""Reads CSV into tables of strings that know the line of each row.

A quotation mark out of place costs its own line only, and no row is lost without a trace. The
parsers of pandas, pyarrow, polars and DuckDB each lose rows or lines in some hostile files.
"""

import codecs
import csv
import gc
import io
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from records.configuration import ReadOptions
from records.errors import InputError
from records.table import Row, Table, split_header, table_chunks, table_from_rows

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DEFAULTS = ReadOptions()
DELIMITERS = (",", ";", "\t", "|")
QUOTED = re.compile(r'"[^"]*"?')


def read_csv_table(raw: bytes, file: str, options: ReadOptions = DEFAULTS) -> Table:
    """The table of a CSV file; `""`, `NA` and `None` stay the strings that they are.

    Args:
        raw: the bytes of the file.
        file: its name.
        options: header, encoding and delimiter.

    Raises:
        InputError: the file is empty or in another encoding, its header is invalid, or there is no
            row below it.
    """
    encoding = _detect_encoding(raw, options.encoding)
    csv.field_size_limit(max(csv.field_size_limit(), len(raw)))
    try:
        first_line = next(filter(str.strip, _lines(raw, encoding)), "")
        delimiter = options.delimiter or detect_delimiter(first_line)
        with garbage_collection_paused():
            table = table_from_rows(numbered_rows(_lines(raw, encoding), delimiter), file, options.header)
    except UnicodeDecodeError:
        raise _encoding_error(raw, file, encoding) from None
    return replace(table, dialect=f"{encoding}, separated by {delimiter!r}")


def iter_csv_tables(path: Path) -> Iterator[Table]:
    """The rows of a CSV file in tables of 10,000, so that few are in memory at a time.

    Raises:
        InputError: see `read_csv_table`.
    """
    with path.open("rb") as file:
        encoding = _detect_encoding(file.read(4), "utf-8")
    encoding = _without_mark(encoding)
    csv.field_size_limit(max(csv.field_size_limit(), path.stat().st_size))
    try:
        with path.open(encoding=encoding, newline="") as lines:
            delimiter = detect_delimiter(next(filter(str.strip, lines), ""))
        with path.open(encoding=encoding, newline="") as lines:
            rows = numbered_rows(lines, delimiter)
            yield from table_chunks(*split_header(rows, str(path), header=True), str(path))
    except UnicodeDecodeError:
        encoding = encoding.removesuffix("-sig")
        raise _encoding_error(path.read_bytes(), str(path), encoding) from None


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Pauses the cyclic garbage collector, which would traverse every row read so far, in vain."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def detect_delimiter(line: str) -> str:
    """The delimiter that is most frequent in a line outside quotation marks; else a comma."""
    return max(DELIMITERS, key=QUOTED.sub("", line).count)


def numbered_rows(lines: Iterator[str], delimiter: str = ",") -> Iterator[Row]:
    """The rows of a CSV file's lines, without blank ones.

    A line with a misplaced quotation mark becomes one row that is not well-formed, and reading goes
    on with the next line. Each line is read at most twice: a line that leaves a quotation open
    holds an odd run of marks, and such a run ends the quotation before it.

    Args:
        lines: with their line ends.
        delimiter: one character.
    """
    line_number = 1
    reread = deque[str]()
    consumed = list[str]()
    while True:
        try:
            for cells in csv.reader(_recorded(reread, lines, consumed), strict=True, delimiter=delimiter):
                if cells:
                    yield Row(line_number, cells)
                line_number += len(consumed)
                consumed.clear()
            return
        except csv.Error:
            yield Row(line_number, [consumed[0].rstrip("\r\n")], well_formed=False)
            line_number += 1
            reread.extendleft(reversed(consumed[1:]))
            consumed.clear()


def _recorded(reread: deque[str], lines: Iterator[str], consumed: list[str]) -> Iterator[str]:
    """The lines to read again, then the others; each is appended to `consumed` as it is read."""
    while True:
        line = reread.popleft() if reread else next(lines, None)
        if line is None:
            return
        consumed.append(line)
        yield line


def _detect_encoding(raw: bytes, default: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if raw.startswith(mark):
            return encoding
    return default


def _without_mark(encoding: str) -> str:
    """The codec that leaves out the byte order mark."""
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _lines(raw: bytes, encoding: str) -> Iterator[str]:
    """The lines of a file, one at a time, with their ends and without a byte order mark."""
    return io.TextIOWrapper(io.BytesIO(raw), _without_mark(encoding), newline="")


def _encoding_error(raw: bytes, file: str, encoding: str) -> InputError:
    """An error that names the line of the first byte in another encoding."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        position = error.start
        line = len(raw[: position + 1].splitlines())
        return InputError(
            f"{file}:{line}: byte {position + 1} of the file, 0x{raw[position]:02x}, is not "
            f"{encoding.upper()}; name its `encoding`, or save the file as UTF-8"
        )
    return InputError(f"{file} is not in {encoding.upper()}; name its `encoding`")
