import pytest

from records.enums import Reason
from records.problems import InputProblem
from records.reading import read_sheet


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
        (b"a;b\n1;2\n", "x.csv:1: the file seems to be separated by ';'; save it with commas"),
        (b"a\tb\n1\t2\n", "x.csv:1: the file seems to be separated by tabs; save it with commas"),
        (b"\n\na|b\n1|2\n", "x.csv:3: the file seems to be separated by '|'; save it with commas"),
        (b'"a"x,b\n1,2\n', "x.csv:1: the header has a quotation mark out of place; mend it"),
        ("a,b\n1,2".encode("utf-16-le"), "x.csv:1: the header holds a NUL character, as UTF-16 does; save the file as"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_place_and_remedy(raw, message):
    with pytest.raises(InputProblem) as problem:
        read_sheet(raw, "x.csv")
    assert str(problem.value).startswith(message)
