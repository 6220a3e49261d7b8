"""Files that DVC imports are read like any other file, and change only by `dvc update`."""

import sqlite3
import subprocess
from pathlib import Path

import pytest

from records.build_snapshot import build_snapshot
from records.configuration import FileSource
from records.ingest import read_tables


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A git and DVC repository as the working directory; returns the folder that contains it."""
    folder = tmp_path / "here"
    (folder / "data/external").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for command in ("git init --quiet", "dvc init --quiet", "dvc config core.analytics false"):
        subprocess.run(command.split(), check=True)
    return tmp_path


def texts() -> list[str]:
    options = {
        "kind": "file",
        "name": "mine",
        "licence": "own",
        "upstream": "the shop",
        "quarantine_limit": 0,
    }
    source = FileSource.model_validate({**options, "path": "data/external/mail.csv", "id": "id"})
    return build_snapshot(source, read_tables(source, Path())).records["text"].tolist()


def dvc(*arguments: str) -> None:
    subprocess.run(["dvc", *arguments, "--quiet"], check=True)


def test_an_imported_file_stays_a_snapshot_until_it_is_updated(repository):
    origin = repository / "mail.csv"
    origin.write_text("id,text\n1,hello\n")
    dvc("import-url", str(origin), "data/external/mail.csv")
    origin.write_text("id,text\n1,hello\n2,bye\n")
    assert texts() == ["hello"]
    dvc("update", "data/external/mail.csv.dvc")
    assert texts() == ["hello", "bye"]


def test_an_imported_query_is_a_snapshot_and_its_url_stays_out_of_git(repository):
    with sqlite3.connect(repository / "shop.db") as connection:
        connection.execute("create table mail (id integer, text text)")
        connection.execute("insert into mail values (2, 'bye'), (1, 'hello')")
    connection.close()
    dvc("config", "--local", "db.shop.url", f"sqlite:///{repository}/shop.db")
    query = ("--sql", "select * from mail order by id", "--conn", "shop", "--output-format", "csv")
    dvc("import-db", *query, "--out", "data/external/mail.csv")
    assert texts() == ["hello", "bye"]
    subprocess.run(["git", "add", "--all"], check=True)
    matches = subprocess.run(["git", "grep", "--cached", "shop.db"], capture_output=True, text=True, check=False).stdout
    assert matches == ""
