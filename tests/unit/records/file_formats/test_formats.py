"""Every format becomes the same table of strings, or a message."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from records.configuration import ReadOptions
from records.errors import InputError
from records.file_reader import is_table, read_file
from records.snapshot import Reason

ROWS = [["1", "2024-01-05", "größe"], ["2", "", "a,b"]]
COLUMNS = ["n", "day", "text"]


def parquet(**columns) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def workbook(*rows, title="one") -> bytes:
    book, sink = openpyxl.Workbook(), io.BytesIO()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.create_sheet("two").append(["x"])
    book.save(sink)
    return sink.getvalue()


FILES = {
    "a.csv": 'n,day,text\n1,2024-01-05,größe\n2,,"a,b"\n'.encode(),
    "a.TSV": "n\tday\ttext\n1\t2024-01-05\tgröße\n2\t\ta,b\n".encode(),
    "a.jsonl": '{"n": 1, "day": "2024-01-05", "text": "größe"}\n\n{"n": 2, "text": "a,b", "day": null}\n'.encode(),
    "a.parquet": parquet(n=[1, 2], day=[date(2024, 1, 5), None], text=["größe", "a,b"]),
    "a.xlsx": workbook(COLUMNS, [1, datetime(2024, 1, 5), "größe"], [None], [2, None, "a,b"]),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_yields_the_same_strings(name):
    table = read_file(FILES[name], name)
    assert table.frame.columns.tolist() == COLUMNS
    assert table.frame.to_numpy().tolist() == ROWS
    assert not table.rejected
    assert is_table(name)


def test_a_line_of_json_keeps_its_number_and_its_numbers_their_digits():
    raw = b'{"a": 1.50, "b": {"c": [1, null]}}\n{"a": 1e3, "b": true}\n'
    table = read_file(raw, "a.jsonl")
    assert table.frame.to_numpy().tolist() == [["1.50", '{"c": [1, null]}'], ["1e3", "true"]]
    assert table.frame.index.tolist() == [("a.jsonl", 1), ("a.jsonl", 2)]


NO_OBJECTS = [b"{", b"[1]", b"3", b'{"a": 1, "a": 2}', b"\xff", b"[" * 100_000]


@pytest.mark.parametrize("line", NO_OBJECTS, ids=range(6))
def test_a_line_that_is_no_object_goes_to_the_quarantine_with_its_number(line):
    table = read_file(b'{"a": "x"}\n' + line + b'\n{"a": "y"}\n', "a.jsonl")
    assert [(cell.line, cell.reason) for cell in table.rejected] == [(2, Reason.NO_OBJECT)]
    assert table.frame["a"].tolist() == ["x", "y"]


def test_what_parquet_knows_is_written_as_text():
    raw = parquet(
        moment=[datetime(2024, 1, 5, 8, 30, tzinfo=UTC)], yes=[True], price=[Decimal("1.50")], share=[0.1],
        tags=[["a", "b"]], kind=pa.array(["x"]).dictionary_encode(), gap=pa.array([None], pa.float64()),
    )  # fmt: skip
    cells = read_file(raw, "a.parquet").frame.iloc[0].to_dict()
    assert cells == {
        "moment": "2024-01-05 08:30:00+00:00", "yes": "true", "price": "1.50", "share": "0.1",
        "tags": '["a", "b"]', "kind": "x", "gap": "",
    }  # fmt: skip


def test_another_sheet_is_read_by_its_name():
    raw = workbook(["a"], [1], title="two words")
    assert read_file(raw, "a.xlsx", ReadOptions(sheet="two words")).frame["a"].tolist() == ["1"]
    with pytest.raises(InputError, match="has no sheet 'three'; it has two words, two"):
        read_file(raw, "a.xlsx", ReadOptions(sheet="three"))


@pytest.mark.parametrize("name", ["a.parquet", "a.xlsx"])
@pytest.mark.parametrize("raw", [b"", b"no such format", b"PK\x03\x04"], ids=["empty", "text", "torn"])
def test_a_file_that_is_not_what_its_name_says_is_refused(name, raw):
    with pytest.raises(InputError, match=f"{name} is no readable"):
        read_file(raw, name)


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    with pytest.raises(InputError, match="unpacks to more than"):
        read_file(sink.getvalue(), "a.xlsx")
