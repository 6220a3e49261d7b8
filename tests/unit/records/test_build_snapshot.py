"""Records that are read and written in parts."""

import pandas as pd
import pytest

from records import build_snapshot, csv_reader, csv_writer
from records.build_snapshot import content_ids
from records.csv_reader import read_sheet
from records.csv_writer import csv_parts, csv_text

RAW = b'a,b\n1,2\n3\n"x\ny",4\n5,"6\n7,8\n\n9,10\n'


@pytest.mark.parametrize("header", [True, False])
def test_a_file_that_is_read_in_parts_is_the_same_sheet(monkeypatch, header):
    whole = read_sheet(RAW, "a.csv", header)
    monkeypatch.setattr(csv_reader, "ROWS", 1)
    parts = read_sheet(RAW, "a.csv", header)
    pd.testing.assert_frame_equal(parts.frame, whole.frame)
    assert parts.refused == whole.refused


def test_ids_are_unique_from_part_to_part(monkeypatch):
    frame = pd.DataFrame({"a": ["x", "y", "x", "x"]}, dtype=str)
    whole = content_ids(frame)
    monkeypatch.setattr(build_snapshot, "ROWS", 1)
    assert content_ids(frame).tolist() == whole.tolist() == [*whole[:2], f"{whole[0]}-2", f"{whole[0]}-3"]


def test_parts_are_the_text_and_hold_so_many_rows(monkeypatch):
    monkeypatch.setattr(csv_writer, "ROWS", 2)
    frame = pd.DataFrame({"a": ["1", "2\n", "3"], "b": ["", ",", "ß"]}, dtype=str)
    assert list(csv_parts(frame)) == ["a,b\n", '1,\n"2\n",","\n', "3,ß\n"]
    assert csv_text(frame) == 'a,b\n1,\n"2\n",","\n3,ß\n'
