"""Rows become a table with their lines; invalid headers and ragged rows have a reason."""

from datetime import date

import pandas as pd
import pytest

from records import table
from records.configuration import ReadOptions
from records.csv_reader import read_csv_table
from records.errors import InputError
from records.snapshot import Reason
from records.table import Row, cell_text, table_from_rows

RAW = b'a,b\n1,2\n3\n"x\ny",4\n5,"6\n7,8\n\n9,10\n'


@pytest.mark.parametrize("header", [True, False])
def test_chunks_make_the_same_table(monkeypatch, header):
    whole = read_csv_table(RAW, "a.csv", ReadOptions(header=header))
    monkeypatch.setattr(table, "CHUNK_ROWS", 1)
    parts = read_csv_table(RAW, "a.csv", ReadOptions(header=header))
    pd.testing.assert_frame_equal(parts.frame, whole.frame)
    assert parts.rejected == whole.rejected


def test_ragged_and_broken_rows_are_refused_with_line_and_reason():
    table = read_csv_table(b'a,b\n1\n1,2\n"x,y",2,3\n"p"q,2\n', "x.csv")
    assert [(cell.line, cell.value, cell.reason) for cell in table.rejected] == [
        (2, "1", Reason.TOO_FEW),
        (4, '"x,y",2,3', Reason.TOO_MANY),
        (5, '"p"q,2', Reason.QUOTE),
    ]
    assert str(table.rejected[0]) == "x.csv:2: too few cells (1 instead of 2)"
    assert table.frame.index.tolist() == [("x.csv", 3)]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "x.csv:1: the file is empty; it needs a header and at least one row"),
        (b"\xef\xbb\xbf", "x.csv:1: the file is empty; it needs a header and at least one row"),
        (b"\n\n", "x.csv:1: the file is empty; it needs a header and at least one row"),
        (b"a,b\n\n", "x.csv:1: no row below the header; add at least one"),
        (b"a,b,a\n1,2,3\n", "x.csv:1: two columns are named 'a'; rename one"),
        (b"a,,c\n1,2,3\n", "x.csv:1: column 2 has no name; give it one"),
        (b'"a"x,b\n1,2\n', "x.csv:1: the header has a quotation mark out of place; correct it"),
        (
            "a,b\n1,2".encode("utf-16-le"),
            "x.csv:1: the header holds a NUL character, as UTF-16 does; save the file as",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_place_and_remedy(raw, message):
    with pytest.raises(InputError) as problem:
        read_csv_table(raw, "x.csv")
    assert str(problem.value).startswith(message)


def test_a_table_without_a_header_numbers_its_columns():
    rows = iter([Row(1, ["x", "y"]), Row(2, ["z", "w"])])
    frame = table_from_rows(rows, "x.csv", header=False).frame
    assert frame.columns.tolist() == ["c0", "c1"]
    assert frame.index.tolist() == [("x.csv", 1), ("x.csv", 2)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, "false"),
        (date(2024, 1, 5), "2024-01-05"),
        ({"a": date(2024, 1, 5)}, '{"a": "2024-01-05"}'),
    ],
)
def test_a_cell_becomes_text(value, text):
    assert cell_text(value) == text
