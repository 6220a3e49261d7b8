"""Files and folders are read whole and in order; links out of a folder are refused."""

import os

import pytest

from records.errors import InputError
from records.file_reader import read_files

ROW = "text\nhello\n"


def test_a_folder_without_named_files_is_read_whole_by_name(csv_source, tmp_path):
    (tmp_path / "data/b").mkdir(parents=True)
    (tmp_path / "data/b/2.csv").write_text("text\nlast\n")
    (tmp_path / "data/1.CSV").write_text("text\nfirst\n")
    (tmp_path / "data/notes.md").write_text("no table")
    table = read_files(csv_source("", path="data"), tmp_path)
    assert {path: table.frame["text"].tolist() for path, table in table.items()} == {
        "data/1.CSV": ["first"],
        "data/b/2.csv": ["last"],
    }


def test_a_link_out_of_the_folder_and_what_is_no_file_are_refused(csv_source, tmp_path):
    (tmp_path / "data").mkdir()
    csv_source(ROW)
    (tmp_path / "data/a.csv").symlink_to(tmp_path / "mail.csv")
    with pytest.raises(InputError, match=r"data/a.csv is a link out of data"):
        read_files(csv_source(ROW, path="data", files=["a.csv"]), tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match=r"pipe.csv is no regular file"):
        read_files(csv_source(ROW, path="pipe.csv"), tmp_path)


def test_a_folder_may_itself_be_a_link(csv_source, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there/a.csv").write_text(ROW)
    (tmp_path / "data").symlink_to(tmp_path / "there")
    assert list(read_files(csv_source(ROW, path="data"), tmp_path)) == ["data/a.csv"]
