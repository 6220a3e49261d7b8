"""Tables are written as CSV that any reader understands, and files atomically."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import csv_writer
from records.csv_writer import csv_chunks, write_atomically


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("x", "x"),
        ("", ""),
        ("a,b", '"a,b"'),
        ('"', '""""'),
        ("a\nb", '"a\nb"'),
        ("a\rb", '"a\rb"'),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_is_quoted_only_where_it_must_be(cell, written):
    assert "".join(csv_chunks(pd.DataFrame({"a": [cell], "b": ["z"]}, dtype=str))) == f"a,b\n{written},z\n"


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.text()), max_size=5))
def test_what_is_written_is_read_back(rows):
    text = "".join(csv_chunks(pd.DataFrame(rows, columns=["a", "b"], dtype=object)))
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [list(row) for row in rows]


def test_a_file_is_replaced_whole_and_leaves_nothing_behind(tmp_path):
    path = tmp_path / "new" / "x.json"
    write_atomically(path, ["old"])
    write_atomically(path, ["ü", "\n"])
    assert path.read_bytes() == "ü\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_moved_into_place_leaves_the_old_one(tmp_path):
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(OSError):
        write_atomically(tmp_path / "x.csv", ["new"])
    assert (tmp_path / "x.csv").is_dir()


def test_chunks_are_parts_of_the_text(monkeypatch):
    monkeypatch.setattr(csv_writer, "CHUNK_ROWS", 2)
    frame = pd.DataFrame({"a": ["1", "2\n", "3"], "b": ["", ",", "ß"]}, dtype=str)
    assert list(csv_chunks(frame)) == ["a,b\n", '1,\n"2\n",","\n', "3,ß\n"]
