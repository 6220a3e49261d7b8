"""`retrain task init` makes a task of a database and keeps what its YAML says."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import create_engine

from records.ingest import ingest
from retrain.configuration import validate
from retrain.configuration.compose import compose_values

ROOT = Path(__file__).parents[3]
SOURCE = (
    "# Mine.\nname: shop\nkind: sql\nlicence: own\nquarantine_limit: 0.1\nconnection: shop\n"
    "query: select * from mail order by id\n"
)


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    """The working directory, with this repository's `conf/` and a source in a database of 60 rows."""
    url = f"sqlite:///{tmp_path}/shop.db"
    monkeypatch.setenv("RETRAIN_SHOP_URL", url)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "conf", "conf")
    Path("conf/source/shop.yaml").write_text(SOURCE)
    numbers = range(60)
    rows = pd.DataFrame({"id": numbers, "size": [number % 7 / 2 for number in numbers]})
    rows["text"] = [f"letter {number}" for number in numbers]
    rows["label"] = ["xy"[number // 3 % 2] for number in numbers]
    with create_engine(url).begin() as connection:
        rows.to_sql("mail", connection, index=False)


def test_a_database_becomes_a_task_by_its_yaml_which_keeps_what_it_says(retrain, tmp_path):
    assert retrain("task", "init", "conf/source/shop.yaml")[0] == 0
    assert Path("conf/source/shop.yaml").read_text().startswith(SOURCE)
    source = validate(compose_values(["task=shop"])).source
    assert (source.id, source.columns) == ("id", {"size": "number"})
    assert ingest(source, tmp_path, tmp_path / "raw", tmp_path / "ingest.json").kept == 60
