"""A database is read in order, up to a day, and its password is never printed."""

import shutil
import subprocess
from pathlib import Path

import mongomock
import pytest
from pydantic import TypeAdapter
from sqlalchemy import create_engine, text

from records.errors import InputError
from records.ingest import ingest, read_source
from records.source import Source

QUERY = "select id, day, body, amount from mail where day <= :as_of order by id"
ROWS = [
    ("b", "2024-01-05", "größe", 1.5),
    ("a", "2024-02-01", None, 2.0),
    ("c", "2025-01-01", "later", None),
]
WANTED = [["a", "2024-02-01", "", "2.0"], ["b", "2024-01-05", "größe", "1.5"]]
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def source(**changes):
    values = {
        "kind": "sql", "name": "shop", "licence": "own", "quarantine_limit": 0, "connection": "shop", "query": QUERY,
        "id": "id", "time": "day", "columns": {"day": "date"}, "as_of": "2024-12-31",
    }  # fmt: skip
    return TypeAdapter(Source).validate_python({**values, **changes})


def fill(url: str) -> None:
    with create_engine(url).begin() as connection:
        connection.execute(text("create table mail (id text, day date, body text, amount double precision)"))
        for row in ROWS:
            names = dict(zip("idba", row, strict=True))
            connection.execute(text("insert into mail values (:i, :d, :b, :a)"), names)


def snapshot(root, **changes):
    return read_source(source(**changes), root)


def test_sqlite_is_read_up_to_a_day(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/shop.db"
    fill(url)
    monkeypatch.setenv("RETRAIN_SHOP_URL", url)
    assert snapshot(tmp_path).records.to_numpy().tolist() == WANTED
    assert ingest(source(), tmp_path, tmp_path / "raw", tmp_path / "ingest.json").kept == 2
    plain = snapshot(tmp_path, query="select id, day from mail order by id")
    assert (len(plain.records), plain.after_as_of) == (2, 1)


def test_the_url_may_be_in_the_local_configuration_of_dvc(tmp_path, monkeypatch):
    monkeypatch.delenv("RETRAIN_SHOP_URL", raising=False)
    with pytest.raises(InputError, match=r"set RETRAIN_SHOP_URL, or run `dvc config --local"):
        snapshot(tmp_path)
    url = f"sqlite:///{tmp_path}/shop.db"
    fill(url)
    subprocess.run(["dvc", "init", "--no-scm", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["dvc", "config", "--local", "db.shop.url", url], cwd=tmp_path, check=True)
    assert len(snapshot(tmp_path).records) == 2


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://me:secret@127.0.0.1:1/shop",
        "sqlite:////no/such/folder/secret.db",
        "secret://x",
    ],
)
def test_an_error_of_the_database_is_reported_without_the_password(tmp_path, monkeypatch, url):
    monkeypatch.setenv("RETRAIN_SHOP_URL", url)
    with pytest.raises(InputError, match="the connection 'shop' failed") as problem:
        snapshot(tmp_path)
    assert "secret@" not in str(problem.value)


def test_an_error_in_the_query_is_reported(tmp_path, monkeypatch):
    monkeypatch.setenv("RETRAIN_SHOP_URL", "sqlite://")
    with pytest.raises(InputError, match="no such table: mail"):
        snapshot(tmp_path)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    """The URL of a PostgreSQL server of its own, reached by a socket."""
    if not BINARIES:
        pytest.skip("no PostgreSQL server is installed (apt: postgresql)")
    folder, binaries = tmp_path_factory.mktemp("pg"), BINARIES[-1].parent
    owner = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if Path.home() == Path("/root") else []
    )
    if owner:
        shutil.chown(folder, "postgres", "postgres")
        for parent in folder.parents[:3]:
            parent.chmod(parent.stat().st_mode | 0o011)
    socket = f"-c listen_addresses= -c unix_socket_directories={folder}"
    subprocess.run(
        [*owner, binaries / "initdb", "-D", folder / "db", "-A", "trust"],
        check=True,
        capture_output=True,
    )
    control = [*owner, binaries / "pg_ctl", "-D", folder / "db", "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", socket, "start"], check=True, capture_output=True)
    yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True)


def test_postgresql_is_read_as_sqlite_is(postgres, tmp_path, monkeypatch):
    fill(postgres)
    monkeypatch.setenv("RETRAIN_SHOP_URL", postgres)
    assert snapshot(tmp_path).records.to_numpy().tolist() == WANTED


def test_mongo_is_read_in_the_order_of_its_ids_with_nested_fields(tmp_path, monkeypatch):
    client = mongomock.MongoClient()
    client.shop.mail.insert_many(
        [
            {"_id": 2, "body": "b", "who": {"name": "x"}},
            {"_id": 1, "body": None, "tags": ["t"]},
            {"_id": 3, "who": "y"},
        ]
    )
    monkeypatch.setattr("pymongo.MongoClient", lambda url: {"mongodb://here": client}[url])
    monkeypatch.setenv("RETRAIN_SHOP_URL", "mongodb://here")
    fields = {
        "kind": "mongo",
        "database": "shop",
        "collection": "mail",
        "fields": ["_id", "body", "who.name", "tags"],
    }
    values = {
        **fields,
        "name": "shop",
        "licence": "own",
        "quarantine_limit": 0,
        "connection": "shop",
        "id": "_id",
    }
    records = read_source(TypeAdapter(Source).validate_python(values), tmp_path).records
    assert records.columns.tolist() == ["_id", "body", "who.name", "tags"]
    assert records.to_numpy().tolist() == [
        ["1", "", "", '["t"]'],
        ["2", "b", "x", ""],
        ["3", "", "", ""],
    ]


def test_a_library_that_is_absent_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sqlalchemy", None)
    with pytest.raises(InputError, match=r"needs sqlalchemy; run `pip install '.\[sources\]'`"):
        snapshot(tmp_path)
