"""`retrain task init` makes a task of a file of every format."""

import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from records.ingest import ingest
from retrain.configuration import validate
from retrain.configuration.compose import compose_values
from retrain.ml_configuration import paths
from retrain.workspace.json_files import read_json

ROOT = Path(__file__).parents[3]
ROWS = [["text", "colour", "label"], *([f"letter {n}", "ab"[n % 2], "xy"[n // 3 % 2]] for n in range(60))]


@pytest.fixture(autouse=True)
def configuration(tmp_path, monkeypatch):
    """The working directory, with this repository's `conf/`."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "conf", "conf")


def of_format(name: str) -> str:
    frame = pd.DataFrame(ROWS[1:], columns=ROWS[0])
    Path("mine").mkdir(exist_ok=True)
    match Path(name).suffix:
        case ".jsonl":
            frame.to_json(name, orient="records", lines=True)
        case ".parquet":
            frame.to_parquet(name)
        case ".xlsx":
            frame.to_excel(name, index=False)
        case ".gz":
            frame.to_csv(name, index=False, sep=";", encoding="utf-16")
        case ".zip":
            with zipfile.ZipFile(name, "w") as archive:
                archive.writestr("a.csv", frame[:30].to_csv(index=False))
                archive.writestr("b.csv", frame[30:].to_csv(index=False))
        case _:
            frame.to_csv(Path(name, "a.tsv"), index=False, sep="\t")
    return name


@pytest.mark.parametrize("name", ["mine.jsonl", "mine.parquet", "mine.xlsx", "mine.csv.gz", "mine.zip", "mine"])
def test_every_kind_of_file_becomes_a_task_whose_rows_are_all_read(retrain, name):
    assert retrain("task", "init", of_format(name), "--name", "own")[0] == 0
    whole = validate(compose_values(["task=own"]))
    ingest(whole.source, Path(), paths.RAW_RECORDS.parent, paths.INGEST_REPORT)
    assert read_json(paths.INGEST_REPORT)["rows"]["kept"] == 60
    assert whole.task.features == ("text", "colour")
