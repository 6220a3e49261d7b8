"""What DVC imports from elsewhere is read like any file."""

import sqlite3
import subprocess
from pathlib import Path

import pytest

from records.build_snapshot import build_snapshot
from records.configuration import FileSource
from records.ingest import read_tables


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository of git and DVC as working directory, and a place beside it."""
    folder = tmp_path / "here"
    (folder / "data/external").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for command in ("git init --quiet", "dvc init --quiet", "dvc config core.analytics false"):
        subprocess.run(command.split(), check=True)
    return tmp_path


def texts() -> list[str]:
    given = {"kind": "file", "name": "mine", "licence": "own", "upstream": "the shop", "quarantine_limit": 0}
    source = FileSource.model_validate({**given, "path": "data/external/mail.csv", "id": "id"})
    return build_snapshot(source, read_tables(source, Path())).records["text"].tolist()


def dvc(*arguments: str) -> None:
    subprocess.run(["dvc", *arguments, "--quiet"], check=True)


def test_a_file_from_elsewhere_is_a_snapshot_until_it_is_updated(repository):
    origin = repository / "mail.csv"
    origin.write_text("id,text\n1,hello\n")
    dvc("import-url", str(origin), "data/external/mail.csv")
    origin.write_text("id,text\n1,hello\n2,bye\n")
    assert texts() == ["hello"]
    dvc("update", "data/external/mail.csv.dvc")
    assert texts() == ["hello", "bye"]


def test_a_query_is_a_snapshot_and_its_url_stays_out_of_git(repository):
    with sqlite3.connect(repository / "shop.db") as connection:
        connection.execute("create table mail (id integer, text text)")
        connection.execute("insert into mail values (2, 'bye'), (1, 'hello')")
    connection.close()
    dvc("config", "--local", "db.shop.url", f"sqlite:///{repository}/shop.db")
    query = ("--sql", "select * from mail order by id", "--conn", "shop", "--output-format", "csv")
    dvc("import-db", *query, "--out", "data/external/mail.csv")
    assert texts() == ["hello", "bye"]
    subprocess.run(["git", "add", "--all"], check=True)
    kept = subprocess.run(["git", "grep", "--cached", "shop.db"], capture_output=True, text=True, check=False).stdout
    assert kept == ""
