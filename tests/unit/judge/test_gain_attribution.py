"""The gain explained: the legacy recipe refitted, and the difference of scores split."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from retrain.configuration import validate
from retrain.judge import gain_attribution
from retrain.judge.gain import gain_in_words, split_gain
from retrain.judge.gain_attribution import GAIN, explain_gain
from retrain.judge.refit_legacy import legacy_params, own_records, refit
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.recipe import Recipe
from retrain.ml_configuration.training import Training
from retrain.model.classifier import Classifier
from retrain.model.model_folder import write_manifest
from retrain.model.training_fingerprints import TrainingRows
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_document, write_document

TRUTH = ["a", "a", "b", "b"]
ANSWERS = {"legacy": ["a", "b", "a", "b"], "refitted": ["a", "a", "a", "b"], "retrained": TRUTH}
SCRATCH = Path(".work/refit")


def column(labels, times=1):
    return np.array(labels * times, dtype=object)


def answers(times=1):
    return {model: column(labels, times) for model, labels in ANSWERS.items()}


def validation_rows():
    return read_table(paths.split_file(Split.VALIDATION))


def change(folder, name, **values):
    """Changes values in a JSON file of a model folder."""
    write_document({**read_document(folder / name), **values}, folder / name)
    write_manifest(folder, "letters")


@pytest.fixture
def instant(monkeypatch):
    """Nothing is trained: the refitted model is the legacy one."""
    monkeypatch.setattr(gain_attribution, "refit", lambda legacy, task: legacy)


def test_what_data_and_recipe_brought_adds_up_to_the_gain():
    gain = split_gain(column(TRUTH), answers(), None)
    assert gain.rows == 4
    assert gain.scores == {
        "legacy": {"macro_f1": 0.5, "accuracy": 0.5},
        "refitted": {"macro_f1": 0.733333, "accuracy": 0.75},
        "retrained": {"macro_f1": 1.0, "accuracy": 1.0},
    }
    for metric in ("macro_f1", "accuracy"):
        data, recipe, both = (gain.steps[step][metric] for step in ("data", "recipe", "both"))
        assert data.value + recipe.value == pytest.approx(both.value, abs=2e-6)
        assert both.low < both.value <= both.high
    assert split_gain(column(TRUTH), answers(), None) == gain


def test_more_rows_narrow_the_intervals_and_rows_of_one_group_do_not():
    few = split_gain(column(TRUTH), answers(), None).steps["data"]["accuracy"]
    many = split_gain(column(TRUTH, 100), answers(100), None).steps["data"]["accuracy"]
    copies = split_gain(column(TRUTH, 100), answers(100), column(["r1", "r2", "r3", "r4"], 100)).steps["data"][
        "accuracy"
    ]
    assert many.high - many.low < (few.high - few.low) / 5
    assert copies.high - copies.low >= few.high - few.low


def test_the_words_are_a_table_and_a_sentence_for_each_metric():
    lines = gain_in_words(split_gain(column(TRUTH, 100), answers(100), None)).splitlines()
    assert [line.split()[-2:] for line in lines[1:4]] == [["0.500", "0.500"], ["0.733", "0.750"], ["1.000", "1.000"]]
    assert lines[4].startswith("In macro F1 the data brought +0.233 [+0.")
    assert lines[5].startswith("In accuracy the data brought +0.250 [+0.")
    assert ", the recipe +0.250 [+0." in lines[5]


def test_the_legacy_recipe_is_all_in_its_model_folder(workplace, tiny_values):
    params = legacy_params(tiny_values, Classifier.load(paths.PRODUCTION))
    validate(params)
    assert params["taggers"] == {"name": "none", "rules": []}
    assert Training(**params["training"]) == Training(**{**tiny_values["training"], "epochs": 1})
    words = {**tiny_values["featurizers"]["blocks"]["words"], "max_features": None}
    assert params["featurizers"]["blocks"] == {**tiny_values["featurizers"]["blocks"], "words": words}
    assert (params["source"], params["split"]) == (tiny_values["source"], tiny_values["split"])


def test_an_unchanged_recipe_on_unchanged_rows_is_the_same_model_to_the_last_bit(workplace):
    for holdout in (Split.SEALED, Split.RECENT):
        paths.split_file(holdout).unlink()
    before = {path for path in Path().rglob("*") if ".work" not in path.parts}
    said = explain_gain()
    gain = read_document(GAIN)
    assert gain["models"]["refitted"] == gain["models"]["legacy"] != gain["models"]["retrained"]
    assert gain["scores"]["refitted"] == gain["scores"]["legacy"]
    assert gain["steps"]["data"]["macro_f1"] == {"value": 0.0, "low": 0.0, "high": 0.0}
    assert gain["steps"]["recipe"] == gain["steps"]["both"]
    assert (gain["rows"], gain["left_out"]) == (len(validation_rows()), 0)
    assert "In macro F1 the data brought +0.000 [+0.000, +0.000], the recipe +" in said
    assert {path for path in Path().rglob("*") if ".work" not in path.parts} - before == {GAIN}
    assert not SCRATCH.exists()


def test_a_dry_run_prints_the_commands_alone(workplace, capsys):
    assert explain_gain(dry_run=True) == ""
    assert capsys.readouterr().out.splitlines() == [
        f"$ (cd {SCRATCH} && python src/{stage}.py)" for stage in ("featurize", "train")
    ]
    assert not Path(".work").exists()
    assert not GAIN.exists()


@pytest.mark.usefixtures("instant")
def test_validation_rows_that_a_model_was_trained_on_are_left_out_and_counted(workplace):
    rows = validation_rows()
    task = Classifier.load(paths.PRODUCTION).recipe.task
    TrainingRows.of(rows.head(3), task, "another-key").write(paths.PRODUCTION)
    write_manifest(paths.PRODUCTION, task.name)
    said = explain_gain()
    assert said.startswith(f"{len(rows) - 3} of {len(rows)} validation rows")
    assert (read_document(GAIN)["rows"], read_document(GAIN)["left_out"]) == (len(rows) - 3, 3)
    TrainingRows.of(rows, task, "another-key").write(paths.PRODUCTION)
    write_manifest(paths.PRODUCTION, task.name)
    with pytest.raises(InputError, match=r"validation.csv: a model was trained on every row; choose another"):
        explain_gain()


@pytest.mark.usefixtures("instant")
def test_renamed_labels_are_no_gain(workplace):
    for name in ("labels.json", "golden.jsonl"):
        text = (paths.PRODUCTION / name).read_text()
        (paths.PRODUCTION / name).write_text(text.replace('"invoice"', '"bill"'))
    write_manifest(paths.PRODUCTION, "letters")
    explain_gain()
    unaware = read_document(GAIN)["scores"]["legacy"]["accuracy"]
    recipe = read_document(paths.RETRAINED / "config.json")
    change(paths.RETRAINED, "config.json", task={**recipe["task"], "label_changes": {"renamed": {"bill": "invoice"}}})
    explain_gain()
    assert read_document(GAIN)["scores"]["legacy"]["accuracy"] > unaware + 0.1


def test_a_legacy_recipe_of_other_columns_keeps_its_own_and_learns_todays_labels(workplace):
    legacy, task = Classifier.load(paths.PRODUCTION), Classifier.load(paths.RETRAINED).recipe.task
    before = legacy.recipe.model_dump(mode="json")
    names = {"label": "topic", "text": "body"}
    columns = [{**one, "name": names.get(one["name"], one["name"])} for one in before["task"]["columns"]]
    steps = [{"kind": "rename", "columns": names}]
    changed = {"adapters": {"name": "old", "steps": steps}, "task": {**before["task"], "columns": columns}}
    other = Recipe.model_validate({**before, **changed})
    rows = validation_rows().assign(label="corrected")
    records = own_records(replace(legacy, recipe=other), rows, task)
    assert list(records["topic"].unique()) == ["corrected"]
    assert list(records["body"]) == list(rows["text"])


@pytest.mark.usefixtures("instant")
def test_changed_columns_are_said(workplace):
    columns = read_document(paths.PRODUCTION / "config.json")["task"]["columns"]
    task = read_document(paths.RETRAINED / "config.json")["task"]
    added = {**task, "columns": [*columns, {"name": "note", "role": "ignore"}]}
    assert "columns have changed" not in explain_gain()
    change(paths.RETRAINED, "config.json", task=added)
    assert "The task's columns have changed: the legacy recipe keeps its own." in explain_gain()


def test_a_recipe_that_todays_code_does_not_know_is_refused_and_the_next_call_starts_afresh(workplace, capfd):
    training = read_document(paths.PRODUCTION / "provenance.json")["training"]
    change(paths.PRODUCTION, "provenance.json", training={**training, "momentum": 0.9})
    before = paths.RETRAINED.joinpath("manifest.json").read_bytes()
    with pytest.raises(InputError, match=r"featurize.* failed; its message stands above"):
        explain_gain()
    assert "training.momentum: there is no such key" in capfd.readouterr().err
    assert paths.RETRAINED.joinpath("manifest.json").read_bytes() == before
    assert not GAIN.exists()
    change(paths.PRODUCTION, "provenance.json", training=training)
    (SCRATCH / paths.RETRAINED).mkdir(parents=True)
    legacy = Classifier.load(paths.PRODUCTION)
    assert refit(legacy, legacy.recipe.task).labels == legacy.labels


def test_raw_records_without_a_column_of_the_legacy_recipe_are_refused(workplace):
    records = read_table(paths.RAW_RECORDS)
    write_table(records.drop(columns="channel"), paths.RAW_RECORDS)
    with pytest.raises(InputError, match="no column 'channel'"):
        explain_gain()


@pytest.mark.parametrize("other_task", [True, False])
def test_without_a_legacy_model_of_the_task_there_is_nothing_to_explain(workplace, other_task):
    if other_task:
        recipe = read_document(paths.PRODUCTION / "config.json")
        change(paths.PRODUCTION, "config.json", task={**recipe["task"], "name": "parcels"})
    else:
        shutil.rmtree(paths.PRODUCTION)
    with pytest.raises(InputError, match=r"models/production holds no model of the task 'letters'"):
        explain_gain()


def test_a_retrained_model_of_other_rows_is_not_explained(workplace):
    write_table(pd.concat([validation_rows(), validation_rows().head(1)]), paths.split_file(Split.VALIDATION))
    with pytest.raises(InputError, match=r"models/retrained was not trained on data/splits/validation.csv as it is"):
        explain_gain()
