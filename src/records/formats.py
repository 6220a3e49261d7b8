"""From the bytes of a file to a table of strings, by the end of its name."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath

import pyarrow as pa

from records.archives import refuse_bomb, unpacked
from records.configuration import TableForm
from records.csv_reader import Row, Sheet, headed, read_sheet, sheet_of
from records.errors import InputError
from records.snapshot import BadCell, Reason

PLAIN = TableForm()


def read_file(raw: bytes, path: str, form: TableForm = PLAIN) -> Sheet:
    """The table of a file; what is no known format is read as CSV.

    Raises:
        InputError: it is not what its name says, or cannot be used as a table.
    """
    content, name = unpacked(raw, path)
    return FORMATS.get(PurePosixPath(name).suffix.lower(), _csv)(content, path, form)


def is_table(name: str) -> bool:
    """Whether a file's name ends as those of the known formats do."""
    return PurePosixPath(name.removesuffix(".gz")).suffix.lower() in FORMATS


def cell_text(value: object) -> str:
    """A cell as text: nothing is empty, days are in ISO 8601, what is nested is JSON."""
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


def _csv(raw: bytes, path: str, form: TableForm) -> Sheet:
    return read_sheet(raw, path, form.header, form.encoding, form.delimiter)


def _tsv(raw: bytes, path: str, form: TableForm) -> Sheet:
    return read_sheet(raw, path, form.header, form.encoding, "\t")


def _json_lines(raw: bytes, path: str, _form: TableForm) -> Sheet:
    """One object a line; a column that a line lacks is empty there."""
    rows: dict[int, dict[str, str]] = {}
    refused = []
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            if line.strip():
                rows[number] = _object(line.decode())
        except (ValueError, RecursionError):
            refused.append(BadCell(path, number, "", line.decode(errors="backslashreplace"), Reason.NO_OBJECT))
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    cells = (Row(number, [row.get(name, "") for name in columns]) for number, row in rows.items())
    sheet = sheet_of(Row(1, columns), cells, path)
    return Sheet(sheet.frame, (*refused, *sheet.refused))


def _object(line: str) -> dict[str, str]:
    """The cells of one line; numbers stay as they are written.

    Raises:
        ValueError: the line is no object, or names a key twice.
    """
    pairs: list[tuple[str, object]] = json.loads(line, object_pairs_hook=list, parse_int=str, parse_float=str)
    plain = json.loads(line)
    if not isinstance(plain, dict) or len(plain) != len(pairs):
        raise ValueError
    return {name: value if isinstance(value, str) else cell_text(plain[name]) for name, value in pairs}


def _parquet(raw: bytes, path: str, _form: TableForm) -> Sheet:
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(raw))
        groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
        refuse_bomb(sum(group.total_byte_size for group in groups), len(raw), path)
        table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path} is no Parquet file that can be read ({error}); write it again") from error
    columns = [_texts(column) for column in table.columns]
    rows = (Row(number, list(cells)) for number, cells in enumerate(zip(*columns, strict=True), 1))
    return sheet_of(Row(1, table.column_names), rows, path)


def _texts(column: pa.ChunkedArray) -> Sequence[str]:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_string(kind):
        texts: list[str] = column.cast(kind).cast(pa.large_string()).fill_null("").to_pylist()
        return texts
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    return [cell_text(value) for value in column.to_pylist()]


def _excel(raw: bytes, path: str, form: TableForm) -> Sheet:
    """One sheet; a row without any cell is no row."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            refuse_bomb(sum(info.file_size for info in archive.infolist()), len(raw), path)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        named = form.sheet or book.sheetnames[0]
        if named not in book.sheetnames:
            raise InputError(f"{path} has no sheet {named!r}; it has {', '.join(book.sheetnames)}")
        table = [[cell_text(value) for value in row] for row in book[named].iter_rows(values_only=True)]
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path} is no workbook that can be read ({error}); save it again as .xlsx") from error
    rows = [Row(number, row) for number, row in enumerate(table, 1) if any(row)]
    return headed(iter(rows), path, form.header)


FORMATS: dict[str, Callable[[bytes, str, TableForm], Sheet]] = {
    ".csv": _csv,
    ".tsv": _tsv,
    ".tab": _tsv,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
    ".xlsx": _excel,
}
