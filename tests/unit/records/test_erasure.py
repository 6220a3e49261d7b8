"""Erased records never come back, and git holds no id."""

import json

import pytest

from records.erasure import ERASED, erase_ids, read_erased
from records.errors import InputError
from records.ingest import RowCounts, ingest

FOUR = "key,n\na,1\nb,2\nc,3\nd,4\n"


@pytest.fixture(autouse=True)
def _the_public_key(monkeypatch):
    monkeypatch.delenv("RETRAIN_ERASURE_KEY", raising=False)


def run(source, root):
    return ingest(source, root, root / "raw", root / "ingest.json")


def test_erased_records_are_dropped_and_counted(csv_source, tmp_path):
    source = csv_source(FOUR, id="key")
    assert erase_ids(["b", "d", "gone"], tmp_path) == 3
    assert run(source, tmp_path) == RowCounts(4, 2, 0, 0, 2)
    assert (tmp_path / "raw/records.csv").read_text() == "key,n\na,1\nc,3\n"
    assert json.loads((tmp_path / "ingest.json").read_text())["rows"]["erased"] == 2


def test_the_oracle_forgets_them_too(mail_source, tmp_path):
    run(mail_source(), tmp_path)
    name = (tmp_path / "raw/oracle.csv").read_text().splitlines()[7].split(",")[0]
    erase_ids([name], tmp_path)
    assert run(mail_source(), tmp_path).erased == 1
    for file in ("records", "oracle"):
        assert name not in (tmp_path / f"raw/{file}.csv").read_text()


def test_git_learns_no_id_and_an_id_stands_once(tmp_path):
    assert [erase_ids(["customer-7"], tmp_path) for _ in range(2)] == [1, 0]
    assert "customer-7" not in (tmp_path / ERASED).read_text()
    assert len(read_erased(tmp_path)) == 1


def test_another_key_is_another_digest_and_never_passes_in_silence(tmp_path, monkeypatch):
    erase_ids(["a"], tmp_path)
    public = read_erased(tmp_path)
    monkeypatch.setenv("RETRAIN_ERASURE_KEY", "a secret")
    with pytest.raises(
        InputError,
        match=r"data/labels/erased.txt:1: the line was written with another key; set RETR",
    ):
        read_erased(tmp_path)
    (tmp_path / ERASED).write_text("# a remark\n\n")
    erase_ids(["a"], tmp_path)
    assert public.isdisjoint(read_erased(tmp_path))


def test_a_source_that_is_erased_as_a_whole_is_refused(csv_source, tmp_path):
    erase_ids("abcd", tmp_path)
    with pytest.raises(InputError, match="has no row up to its as_of"):
        run(csv_source(FOUR, id="key"), tmp_path)
