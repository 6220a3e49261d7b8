import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.csv_reader import numbered_rows, read_sheet
from records.errors import InputError
from records.snapshot import Reason


def rows_of(text):
    return numbered_rows(io.StringIO(text, newline=""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_is_no_part_of_the_header(encoding):
    sheet = read_sheet("größe,€\n1,2\n".encode(encoding), "a.csv")
    assert sheet.frame.columns.tolist() == ["größe", "€"]
    assert sheet.form == f"{encoding.removesuffix('-sig')}, separated by ','"


def test_an_encoding_without_a_mark_is_declared():
    assert read_sheet(b"a\ncaf\xe9\n", "a.csv", encoding="latin-1").frame["a"].tolist() == ["café"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a\r\nb\r\ncaf\xe9\n", "a.csv:3: byte 10 of the file, 0xe9, is not UTF-8; name its `encoding`"),
        (b"\xef\xbb\xbfa\n\xe9", "a.csv:2: byte 6 of the file, 0xe9, is not UTF-8; name its `encoding`"),
    ],
)
def test_another_encoding_is_named_with_line_and_byte(raw, message):
    with pytest.raises(InputError) as problem:
        read_sheet(raw, "a.csv")
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
    assert all(row.sound for row in rows_of(text))


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
    assert [row.line for row in rows if not row.sound] == unsound
    assert len(rows) == len(text.splitlines())
    assert [row.cells for row in rows if not row.sound] == [[text.splitlines()[line - 1]] for line in unsound]


def test_many_stray_quotation_marks_take_linear_time():
    rows = list(rows_of('"""a\n""b""\n"c"d\n' * 20_000))
    assert len(rows) == 60_000


def test_a_cell_beyond_the_default_limit_of_the_csv_module_is_read():
    assert found("a\n" + "x" * 200_000)[1][1] == ["x" * 200_000]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=4), max_size=5))
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
    sheet = read_sheet(b"a,b\nNA,\nNone, 007\n", "x.csv")
    assert sheet.frame.to_numpy().tolist() == [["NA", ""], ["None", " 007"]]
    assert sheet.frame.index.tolist() == [("x.csv", 2), ("x.csv", 3)]
    assert sheet.refused == ()


def test_ragged_and_broken_rows_are_refused_with_line_and_reason():
    sheet = read_sheet(b'a,b\n1\n1,2\n"x,y",2,3\n"p"q,2\n', "x.csv")
    assert [(cell.line, cell.value, cell.reason) for cell in sheet.refused] == [
        (2, "1", Reason.TOO_FEW),
        (4, '"x,y",2,3', Reason.TOO_MANY),
        (5, '"p"q,2', Reason.QUOTE),
    ]
    assert str(sheet.refused[0]) == "x.csv:2: too few cells (1 instead of 2)"
    assert sheet.frame.index.tolist() == [("x.csv", 3)]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "x.csv:1: the file is empty; it needs a header and at least one row"),
        (b"\xef\xbb\xbf", "x.csv:1: the file is empty; it needs a header and at least one row"),
        (b"\n\n", "x.csv:1: the file is empty; it needs a header and at least one row"),
        (b"a,b\n\n", "x.csv:1: there is a header but no row below it; add at least one row"),
        (b"a,b,a\n1,2,3\n", "x.csv:1: two columns are named 'a'; rename one"),
        (b"a,,c\n1,2,3\n", "x.csv:1: column 2 has no name; give it one"),
        (b'"a"x,b\n1,2\n', "x.csv:1: the header has a quotation mark out of place; mend it"),
        ("a,b\n1,2".encode("utf-16-le"), "x.csv:1: the header holds a NUL character, as UTF-16 does; save the file as"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_place_and_remedy(raw, message):
    with pytest.raises(InputError) as problem:
        read_sheet(raw, "x.csv")
    assert str(problem.value).startswith(message)


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
    sheet = read_sheet(raw, "x.csv")
    assert sheet.form == f"utf-8, separated by {delimiter!r}"
    assert not sheet.refused
    assert len(sheet.frame.columns) == 1 + raw.strip().splitlines()[0].count(delimiter.encode())


def test_a_declared_delimiter_wins():
    assert read_sheet(b"a,b;c\n1,2;3\n", "x.csv", delimiter=";").frame.columns.tolist() == ["a,b", "c"]
