"""The gain of a real retrain is attributed to data and recipe, on rows that no model was trained on."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import retrain
from retrain.judge import gain_attribution
from retrain.judge.gain_attribution import GAIN, explain_gain
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.model.classifier import Classifier
from retrain.model.model_folder import write_manifest
from retrain.model.training_fingerprints import TrainingFingerprints
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_json, write_json

SCRATCH = Path(".work/refit")
SOURCES = Path(retrain.__path__[0]).parent


def validation_rows():
    return read_table(paths.split_file(Split.VALIDATION))


def change(folder, name, **values):
    """Changes values in a JSON file of a model folder."""
    write_json({**read_json(folder / name), **values}, folder / name)
    write_manifest(folder, "letters")


@pytest.fixture
def instant(monkeypatch):
    """Nothing is trained: the refitted model is the legacy one."""
    monkeypatch.setattr(gain_attribution, "refit", lambda legacy, task: legacy)


def test_an_unchanged_recipe_on_unchanged_rows_is_the_same_model_to_the_last_bit(workplace):
    for holdout in (Split.SEALED, Split.RECENT):
        paths.split_file(holdout).unlink()
    before = {path for path in Path().rglob("*") if ".work" not in path.parts}
    explanation = explain_gain()
    gain = read_json(GAIN)
    assert gain["models"]["refitted"] == gain["models"]["legacy"] != gain["models"]["retrained"]
    assert gain["scores"]["refitted"] == gain["scores"]["legacy"]
    assert gain["steps"]["data"]["macro_f1"] == {"value": 0.0, "low": 0.0, "high": 0.0}
    assert gain["steps"]["recipe"] == gain["steps"]["both"]
    assert (gain["rows"], gain["left_out"]) == (len(validation_rows()), 0)
    assert "Macro F1: +0.000 [+0.000, +0.000] from the data, +" in explanation
    assert {path for path in Path().rglob("*") if ".work" not in path.parts} - before == {GAIN}
    assert not SCRATCH.exists()


def test_a_dry_run_prints_the_commands_alone(workplace, capsys):
    assert explain_gain(dry_run=True) == ""
    assert capsys.readouterr().out.splitlines() == [
        f"$ (cd {SCRATCH} && python {SOURCES}/{stage}.py)" for stage in ("featurize", "train")
    ]
    assert not Path(".work").exists()
    assert not GAIN.exists()


@pytest.mark.usefixtures("instant")
def test_validation_rows_that_a_model_was_trained_on_are_left_out_and_counted(workplace):
    rows = validation_rows()
    task = Classifier.load(paths.PRODUCTION).recipe.task
    TrainingFingerprints.of(rows.head(3), task, "another-key").write(paths.PRODUCTION)
    write_manifest(paths.PRODUCTION, task.name)
    explanation = explain_gain()
    assert explanation.startswith(f"{len(rows) - 3} of {len(rows)} validation rows")
    assert (read_json(GAIN)["rows"], read_json(GAIN)["left_out"]) == (len(rows) - 3, 3)
    TrainingFingerprints.of(rows, task, "another-key").write(paths.PRODUCTION)
    write_manifest(paths.PRODUCTION, task.name)
    with pytest.raises(InputError, match=r"validation.csv: every row was used to train a model; choose another"):
        explain_gain()


@pytest.mark.usefixtures("instant")
def test_renamed_labels_are_no_gain(workplace):
    for name in ("labels.json", "golden.jsonl"):
        text = (paths.PRODUCTION / name).read_text()
        (paths.PRODUCTION / name).write_text(text.replace('"invoice"', '"bill"'))
    write_manifest(paths.PRODUCTION, "letters")
    explain_gain()
    unaware = read_json(GAIN)["scores"]["legacy"]["accuracy"]
    recipe = read_json(paths.RETRAINED / "config.json")
    change(paths.RETRAINED, "config.json", task={**recipe["task"], "label_changes": {"renamed": {"bill": "invoice"}}})
    explain_gain()
    assert read_json(GAIN)["scores"]["legacy"]["accuracy"] > unaware + 0.1


@pytest.mark.usefixtures("instant")
def test_changed_columns_are_reported(workplace):
    columns = read_json(paths.PRODUCTION / "config.json")["task"]["columns"]
    task = read_json(paths.RETRAINED / "config.json")["task"]
    added = {**task, "columns": [*columns, {"name": "note", "role": "ignore"}]}
    assert "columns have changed" not in explain_gain()
    change(paths.RETRAINED, "config.json", task=added)
    assert "The task's columns have changed: the legacy recipe keeps its own." in explain_gain()


def test_raw_records_without_a_column_of_the_legacy_recipe_are_refused(workplace):
    records = read_table(paths.RAW_RECORDS)
    write_table(records.drop(columns="channel"), paths.RAW_RECORDS)
    with pytest.raises(InputError, match="no column 'channel'"):
        explain_gain()


@pytest.mark.parametrize("other_task", [True, False])
def test_without_a_legacy_model_of_the_task_there_is_nothing_to_explain(workplace, other_task):
    if other_task:
        recipe = read_json(paths.PRODUCTION / "config.json")
        change(paths.PRODUCTION, "config.json", task={**recipe["task"], "name": "parcels"})
    else:
        shutil.rmtree(paths.PRODUCTION)
    with pytest.raises(InputError, match=r"models/production holds no model of the task 'letters'"):
        explain_gain()


def test_a_retrained_model_of_other_rows_is_not_explained(workplace):
    write_table(pd.concat([validation_rows(), validation_rows().head(1)]), paths.split_file(Split.VALIDATION))
    with pytest.raises(InputError, match=r"models/retrained was not trained on the present data/splits/validation.csv"):
        explain_gain()
