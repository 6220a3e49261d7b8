import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.csv_writer import csv_text, write_whole


@pytest.mark.parametrize(
    ("cell", "written"),
    [("x", "x"), ("", ""), ("a,b", '"a,b"'), ('"', '""""'), ("a\nb", '"a\nb"'), ("a\rb", '"a\rb"'), ("=1+1", "=1+1")],
)
def test_a_cell_is_quoted_only_where_it_must_be(cell, written):
    assert csv_text(pd.DataFrame({"a": [cell], "b": ["z"]}, dtype=str)) == f"a,b\n{written},z\n"


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.text()), max_size=5))
def test_what_is_written_is_read_back(rows):
    text = csv_text(pd.DataFrame(rows, columns=["a", "b"], dtype=object))
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [list(row) for row in rows]


def test_a_file_is_replaced_whole_and_leaves_nothing_behind(tmp_path):
    path = tmp_path / "new" / "x.json"
    write_whole(path, ["old"])
    write_whole(path, ["ü", "\n"])
    assert path.read_bytes() == "ü\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_moved_into_place_leaves_the_old_one(tmp_path):
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(OSError):
        write_whole(tmp_path / "x.csv", ["new"])
    assert (tmp_path / "x.csv").is_dir()
