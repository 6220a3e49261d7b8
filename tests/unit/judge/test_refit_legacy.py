"""The legacy recipe is complete in its model folder, and is refitted on today's rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from retrain.configuration import validate
from retrain.judge.gain_attribution import GAIN, explain_gain
from retrain.judge.refit_legacy import legacy_params, records_for_model, refit
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.recipe import Recipe
from retrain.ml_configuration.training import Training
from retrain.model.classifier import Classifier
from retrain.model.model_folder import write_manifest
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_json, write_json

SCRATCH = Path(".work/refit")


def validation_rows():
    return read_table(paths.split_file(Split.VALIDATION))


def change(folder, name, **values):
    """Changes values in a JSON file of a model folder."""
    write_json({**read_json(folder / name), **values}, folder / name)
    write_manifest(folder, "letters")


def test_the_legacy_recipe_is_all_in_its_model_folder(workplace, tiny_values):
    params = legacy_params(tiny_values, Classifier.load(paths.PRODUCTION))
    validate(params)
    assert params["taggers"] == {"name": "none", "rules": []}
    assert Training(**params["training"]) == Training(**{**tiny_values["training"], "epochs": 1})
    words = {**tiny_values["featurizers"]["blocks"]["words"], "max_features": None}
    assert params["featurizers"]["blocks"] == {**tiny_values["featurizers"]["blocks"], "words": words}
    assert (params["source"], params["split"]) == (tiny_values["source"], tiny_values["split"])


def test_a_legacy_recipe_of_other_columns_keeps_its_own_and_learns_todays_labels(workplace):
    legacy, task = Classifier.load(paths.PRODUCTION), Classifier.load(paths.RETRAINED).recipe.task
    before = legacy.recipe.model_dump(mode="json")
    names = {"label": "topic", "text": "body"}
    columns = [{**one, "name": names.get(one["name"], one["name"])} for one in before["task"]["columns"]]
    steps = [{"kind": "rename", "columns": names}]
    changed = {"adapters": {"name": "old", "steps": steps}, "task": {**before["task"], "columns": columns}}
    other = Recipe.model_validate({**before, **changed})
    rows = validation_rows().assign(label="corrected")
    records = records_for_model(replace(legacy, recipe=other), rows, task)
    assert list(records["topic"].unique()) == ["corrected"]
    assert list(records["body"]) == list(rows["text"])


def test_a_recipe_that_todays_code_does_not_know_is_refused_and_the_next_call_starts_afresh(workplace, capfd):
    training = read_json(paths.PRODUCTION / "provenance.json")["training"]
    change(paths.PRODUCTION, "provenance.json", training={**training, "momentum": 0.9})
    before = paths.RETRAINED.joinpath("manifest.json").read_bytes()
    with pytest.raises(InputError, match=r"featurize.* failed; see its message above"):
        explain_gain()
    assert "training.momentum: there is no such key" in capfd.readouterr().err
    assert paths.RETRAINED.joinpath("manifest.json").read_bytes() == before
    assert not GAIN.exists()
    change(paths.PRODUCTION, "provenance.json", training=training)
    (SCRATCH / paths.RETRAINED).mkdir(parents=True)
    legacy = Classifier.load(paths.PRODUCTION)
    assert refit(legacy, legacy.recipe.task).labels == legacy.labels
