"""Reads TSV, JSON lines, Parquet and Excel into tables of strings."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence

import pyarrow as pa

from records.configuration import ReadOptions
from records.csv_reader import read_csv_table
from records.errors import InputError
from records.file_formats.archives import check_unpacked_size
from records.snapshot import BadCell, Reason
from records.table import Row, Table, cell_text, table_from_rows, table_with_header


def _read_tsv(raw: bytes, path: str, options: ReadOptions) -> Table:
    return read_csv_table(raw, path, options.model_copy(update={"delimiter": "\t"}))


def _read_json_lines(raw: bytes, path: str, _options: ReadOptions) -> Table:
    """One object a line; a key that a line lacks is an empty cell there."""
    objects: dict[int, dict[str, str]] = {}
    rejected = []
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            if line.strip():
                objects[number] = _json_cells(line.decode())
        except (ValueError, RecursionError):
            text = line.decode(errors="backslashreplace")
            rejected.append(BadCell(path, number, "", text, Reason.NO_OBJECT))
    columns = list(dict.fromkeys(name for cells in objects.values() for name in cells))
    rows = (_json_row(number, cells, columns) for number, cells in objects.items())
    table = table_with_header(Row(1, columns), rows, path)
    return Table(table.frame, (*rejected, *table.rejected))


def _json_row(number: int, cells: dict[str, str], columns: list[str]) -> Row:
    return Row(number, [cells.get(name, "") for name in columns])


def _json_cells(line: str) -> dict[str, str]:
    """The cells of one line; numbers keep their notation.

    Raises:
        ValueError: the line is no object, or repeats a key.
    """
    decoder = json.JSONDecoder(object_pairs_hook=list, parse_int=str, parse_float=str)
    pairs: list[tuple[str, object]] = decoder.decode(line)
    values = json.loads(line)
    if not isinstance(values, dict) or len(values) != len(pairs):
        raise ValueError
    cells = {}
    for name, value in pairs:
        cells[name] = value if isinstance(value, str) else cell_text(values[name])
    return cells


def _read_parquet(raw: bytes, path: str, _options: ReadOptions) -> Table:
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(raw))
        metadata = file.metadata
        sizes = (metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
        check_unpacked_size(sum(sizes), len(raw), path)
        content = file.read()
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path} is no readable Parquet file ({error}); write it again") from error
    columns = [_column_texts(column) for column in content.columns]
    cells = enumerate(zip(*columns, strict=True), 1)
    rows = (Row(number, list(row)) for number, row in cells)
    return table_with_header(Row(1, content.column_names), rows, path)


def _column_texts(column: pa.ChunkedArray) -> Sequence[str]:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_string(kind):
        texts: list[str] = column.cast(kind).cast(pa.large_string()).fill_null("").to_pylist()
        return texts
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    return [cell_text(value) for value in column.to_pylist()]


def _read_excel(raw: bytes, path: str, options: ReadOptions) -> Table:
    """One sheet, without its empty rows."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked_size = sum(member.file_size for member in archive.infolist())
            check_unpacked_size(unpacked_size, len(raw), path)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheet = options.sheet or book.sheetnames[0]
        if sheet not in book.sheetnames:
            raise InputError(f"{path} has no sheet {sheet!r}; it has {', '.join(book.sheetnames)}")
        cells = [list(map(cell_text, row)) for row in book[sheet].iter_rows(values_only=True)]
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path} is no readable workbook ({error}); save it as .xlsx") from error
    rows = [Row(number, row) for number, row in enumerate(cells, 1) if any(row)]
    return table_from_rows(iter(rows), path, options.header)


FURTHER_FORMATS: dict[str, Callable[[bytes, str, ReadOptions], Table]] = {
    ".tsv": _read_tsv,
    ".tab": _read_tsv,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".parquet": _read_parquet,
    ".xlsx": _read_excel,
}
