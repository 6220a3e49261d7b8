"""Archives are read in order, in memory, and within limits."""

import gzip
import zipfile

import pytest

from records.build_snapshot import build_snapshot
from records.errors import InputError
from records.file_reader import read_files

ROW = "text\nhello\n"


@pytest.fixture
def archive(tmp_path):
    """A function: members -> `mail.zip` in the root."""

    def write(**members) -> None:
        with zipfile.ZipFile(tmp_path / "mail.zip", "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in members.items():
                file.writestr(name, content)

    return write


def test_the_files_of_a_folder_may_have_several_formats(csv_source, tmp_path):
    (tmp_path / "data/b").mkdir(parents=True)
    (tmp_path / "data/b/2.tsv").write_text("text\nlast\n")
    (tmp_path / "data/1.jsonl.gz").write_bytes(gzip.compress(b'{"text": "first"}\n'))
    (tmp_path / "data/notes.md").write_text("no table")
    table = read_files(csv_source("", path="data"), tmp_path)
    assert {path: table.frame["text"].tolist() for path, table in table.items()} == {
        "data/1.jsonl.gz": ["first"],
        "data/b/2.tsv": ["last"],
    }


def test_an_archive_is_read_in_order_and_nothing_is_written(csv_source, tmp_path, archive):
    archive(**{"b.csv": ROW, "a.csv": "text\nbye\n", "../../evil.csv": ROW, "read.me": "x"})
    before = set(tmp_path.rglob("*"))
    source = csv_source("", path="mail.zip", files=["b.csv", "a.csv"])
    assert list(read_files(source, tmp_path)) == ["mail.zip/b.csv", "mail.zip/a.csv"]
    every = read_files(csv_source("", path="mail.zip"), tmp_path)
    assert list(every) == ["mail.zip/../../evil.csv", "mail.zip/a.csv", "mail.zip/b.csv"]
    assert set(tmp_path.rglob("*")) - before <= {tmp_path / "mail.csv"}
    with pytest.raises(InputError, match=r"mail.zip/c.csv is missing; the archive holds b.csv"):
        read_files(csv_source("", path="mail.zip", files=["c.csv"]), tmp_path)


def test_bombs_are_refused(csv_source, tmp_path, archive):
    zeros = bytes(40_000_000)
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(zeros))
    archive(**{"a.csv": zeros})
    for path in ("bomb.csv.gz", "mail.zip"):
        with pytest.raises(InputError, match=f"{path} unpacks to more than .* bytes"):
            read_files(csv_source("", path=path), tmp_path)


def test_a_wrong_declared_size_does_not_lift_the_limit(csv_source, tmp_path, archive):
    archive(**{"a.csv": bytes(40_000_000)})
    raw = (tmp_path / "mail.zip").read_bytes()
    size = (40_000_000).to_bytes(4, "little")
    assert raw.count(size) == 2
    (tmp_path / "mail.zip").write_bytes(raw.replace(size, (9).to_bytes(4, "little")))
    with pytest.raises(InputError):
        read_files(csv_source("", path="mail.zip"), tmp_path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06"])
def test_a_damaged_archive_is_refused_with_its_name(csv_source, tmp_path, content):
    (tmp_path / "mail.zip").write_bytes(content)
    with pytest.raises(InputError, match=r"mail\.zip is a damaged archive"):
        read_files(csv_source("", path="mail.zip"), tmp_path)


def test_a_compressed_file_without_a_header_is_read(csv_source, tmp_path):
    (tmp_path / "digits.csv.gz").write_bytes(gzip.compress(b"0,16,3\n5,1,8\n"))
    source = csv_source("x\n1\n", path="digits.csv.gz", header=False)
    records = build_snapshot(source, read_files(source, tmp_path)).records
    assert records[["c0", "c1", "c2"]].to_numpy().tolist() == [["0", "16", "3"], ["5", "1", "8"]]


TORN = gzip.compress(b"0,16,3\n5,1,8\n")[:-9]


@pytest.mark.parametrize("content", [b"no archive", TORN], ids=["none", "torn"])
def test_a_damaged_gzipped_file_is_refused(csv_source, tmp_path, content):
    (tmp_path / "digits.csv.gz").write_bytes(content)
    with pytest.raises(InputError, match="is a damaged archive"):
        read_files(csv_source("x\n1\n", path="digits.csv.gz"), tmp_path)
