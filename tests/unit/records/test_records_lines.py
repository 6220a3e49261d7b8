import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.lines import numbered_rows


def found(text):
    return [(row.line, row.cells) for row in numbered_rows(text)]


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
    assert all(row.sound for row in numbered_rows(text))


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
    rows = list(numbered_rows(text))
    assert [row.line for row in rows if not row.sound] == unsound
    assert len(rows) == len(text.splitlines())
    assert [row.cells for row in rows if not row.sound] == [[text.splitlines()[line - 1]] for line in unsound]


def test_many_stray_quotation_marks_take_linear_time():
    rows = list(numbered_rows('"""a\n""b""\n"c"d\n' * 20_000))
    assert len(rows) == 60_000


def test_a_cell_beyond_the_default_limit_of_the_csv_module_is_read():
    assert found("a\n" + "x" * 200_000)[1][1] == ["x" * 200_000]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=4), max_size=5))
def test_what_a_csv_writer_wrote_comes_back(table):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table)
    assert [row.cells for row in numbered_rows(text.getvalue())] == table


@given(st.text(alphabet='a",\n\r\0', max_size=60))
def test_every_line_with_a_mark_on_it_belongs_to_a_row(text):
    rows = list(numbered_rows(text))
    lines = [row.line for row in rows]
    assert lines == sorted(set(lines))
    assert sum(cell.count("a") for row in rows for cell in row.cells) == text.count("a")
