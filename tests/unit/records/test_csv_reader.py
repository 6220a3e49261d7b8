"""CSV in any encoding is read with its lines, and a stray mark costs its own line only."""

import csv
import gc
import io
from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import table
from records.configuration import ReadOptions
from records.csv_reader import iter_csv_tables, numbered_rows, read_csv_table
from records.errors import InputError


def rows_of(text):
    return numbered_rows(io.StringIO(text, newline=""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_is_no_part_of_the_header(encoding):
    table = read_csv_table("größe,€\n1,2\n".encode(encoding), "a.csv")
    assert table.frame.columns.tolist() == ["größe", "€"]
    assert table.dialect == f"{encoding.removesuffix('-sig')}, separated by ','"


def test_an_encoding_without_a_mark_is_declared():
    table = read_csv_table(b"a\ncaf\xe9\n", "a.csv", ReadOptions(encoding="latin-1"))
    assert table.frame["a"].tolist() == ["café"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            b"a\r\nb\r\ncaf\xe9\n",
            "a.csv:3: byte 10 of the file, 0xe9, is not UTF-8; name its `encoding`",
        ),
        (
            b"\xef\xbb\xbfa\n\xe9",
            "a.csv:2: byte 6 of the file, 0xe9, is not UTF-8; name its `encoding`",
        ),
    ],
)
def test_another_encoding_is_named_with_line_and_byte(raw, message):
    with pytest.raises(InputError) as problem:
        read_csv_table(raw, "a.csv")
    assert str(problem.value).startswith(message)


def found(text):
    return [(row.line, row.cells) for row in rows_of(text)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("a\r\n1\r\n", [(1, ["a"]), (2, ["1"])]),
        ("a\r1\r", [(1, ["a"]), (2, ["1"])]),
        ('a\n"x\ny"\nz', [(1, ["a"]), (2, ["x\ny"]), (4, ["z"])]),
        ('a\r\n"x\r\n\r\ny"\r\nz', [(1, ["a"]), (2, ["x\r\n\r\ny"]), (5, ["z"])]),
        ("\n\na\n\n1\n", [(3, ["a"]), (5, ["1"])]),
        ('a\n"say ""hi"""\n', [(1, ["a"]), (2, ['say "hi"'])]),
        ("a\n\x00\n", [(1, ["a"]), (2, ["\x00"])]),
        ("", []),
    ],
)
def test_a_row_knows_the_line_where_it_begins(text, rows):
    assert found(text) == rows
    assert all(row.well_formed for row in rows_of(text))


@pytest.mark.parametrize(
    ("text", "unsound"),
    [
        ('a\n"x"y\nz\n', [2]),
        ('a\n"5 inch\nx\ny\n', [2]),
        ('a,b\n1,"5 inch\n2,"hello, x"\n3,z\n', [2]),
        ('"a\n', [1]),
        ('a\n"x\r\n', [2]),
    ],
)
def test_a_stray_quotation_mark_costs_its_own_line_only(text, unsound):
    rows = list(rows_of(text))
    assert [row.line for row in rows if not row.well_formed] == unsound
    assert len(rows) == len(text.splitlines())
    lines = text.splitlines()
    cells = [row.cells for row in rows if not row.well_formed]
    assert cells == [[lines[number - 1]] for number in unsound]


def test_many_stray_quotation_marks_are_read():
    rows = list(rows_of('"""a\n""b""\n"c"d\n' * 20_000))
    assert len(rows) == 60_000


def test_a_cell_beyond_the_default_limit_of_the_csv_module_is_read():
    assert found("a\n" + "x" * 200_000)[1][1] == ["x" * 200_000]


CELLS = st.text(st.characters(codec="utf-8"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=5))
def test_what_a_csv_writer_wrote_comes_back(table):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table)
    assert [row.cells for row in rows_of(text.getvalue())] == table


@given(st.text(alphabet='a",\n\r\0', max_size=60))
def test_every_line_with_a_mark_on_it_belongs_to_a_row(text):
    rows = list(rows_of(text))
    lines = [row.line for row in rows]
    assert lines == sorted(set(lines))
    assert sum(cell.count("a") for row in rows for cell in row.cells) == text.count("a")


def test_cells_stay_the_strings_that_they_are():
    table = read_csv_table(b"a,b\nNA,\nNone, 007\n", "x.csv")
    assert table.frame.to_numpy().tolist() == [["NA", ""], ["None", " 007"]]
    assert table.frame.index.tolist() == [("x.csv", 2), ("x.csv", 3)]
    assert table.rejected == ()


@pytest.mark.parametrize(
    ("raw", "delimiter"),
    [
        (b"a,b\n1;x,2\n", ","),
        (b"a;b\n1;2\n", ";"),
        (b'\n"a,b,c";d\n1;2\n', ";"),
        (b"\n\na|b\n1|2\n", "|"),
        (b"a\tb,c\td\n1\t2\t3\n", "\t"),
        (b"alone\nx;y\n", ","),
    ],
)
def test_the_delimiter_is_found_in_the_first_line_and_told(raw, delimiter):
    table = read_csv_table(raw, "x.csv")
    assert table.dialect == f"utf-8, separated by {delimiter!r}"
    assert not table.rejected
    assert len(table.frame.columns) == 1 + raw.strip().splitlines()[0].count(delimiter.encode())


def test_a_declared_delimiter_wins():
    table = read_csv_table(b"a,b;c\n1,2;3\n", "x.csv", ReadOptions(delimiter=";"))
    assert table.frame.columns.tolist() == ["a,b", "c"]


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("raw", [b"a\n1\n", b""], ids=["read", "refused"])
def test_the_garbage_collector_is_as_before(enabled, raw):
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with suppress(InputError):
            read_csv_table(raw, "x.csv")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_a_file_is_read_in_chunks_as_it_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "CHUNK_ROWS", 2)
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfa;b\n1;2\n3\n5;6\n7;8\n")
    chunks = list(iter_csv_tables(path))
    whole = read_csv_table(path.read_bytes(), str(path))
    assert [len(chunk.frame) for chunk in chunks] == [1, 2]
    assert pd.concat([chunk.frame for chunk in chunks]).equals(whole.frame)
    assert [cell for chunk in chunks for cell in chunk.rejected] == list(whole.rejected)


def test_chunks_in_another_encoding_are_refused_with_line_and_byte(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\ncaf\xe9\n")
    with pytest.raises(InputError, match=r"a.csv:2: byte 6 of the file, 0xe9, is not UTF-8"):
        list(iter_csv_tables(path))
