"""A loaded model folder predicts the same bits for one row and for many, and refuses golden predictions that differ."""

import json

import numpy as np
import pandas as pd
import pytest
from safetensors.numpy import load_file, save_file

from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.model.classifier import Classifier, read_recipe
from retrain.model.model_folder import open_model_folder, write_manifest
from retrain.model.predictions import NETWORK
from retrain.workspace.csv_tables import TableColumns, read_table
from retrain.workspace.json_files import read_json, write_json

pytestmark = pytest.mark.usefixtures("workplace")


def raw():
    return read_table(paths.RAW_RECORDS)


def test_a_loaded_model_has_its_digest_and_predicts_the_tiny_task():
    classifier = Classifier.load(paths.RETRAINED)
    predictions = classifier.predict(TableColumns(raw()))
    assert classifier.labels == ("invoice", "meter", "moving")
    assert classifier.digest == open_model_folder(paths.RETRAINED).digest
    assert (predictions.prediction == raw()["label"].to_numpy()).mean() > 0.95
    assert predictions.probabilities.sum(axis=1) == pytest.approx(1)


def test_one_row_has_the_same_bits_as_among_many():
    classifier, rows = Classifier.load(paths.RETRAINED), raw().head(40)
    many = classifier.predict(TableColumns(rows)).probabilities
    single = np.vstack(
        [classifier.predict(TableColumns(rows.iloc[[number]])).probabilities for number in range(len(rows))]
    )
    assert many.tobytes() == single.tobytes()


def test_predictions_one_by_one_are_those_of_the_table():
    classifier = Classifier.load(paths.RETRAINED)
    records = classifier.adapters.adapt(TableColumns(raw().head(6)), need_label=False, first=1)
    table, single = classifier.predict_adapted(records), classifier.predict_rows(records)
    assert [prediction.label for prediction in single] == list(table.prediction)
    assert np.vstack([prediction.probabilities for prediction in single]).tobytes() == table.probabilities.tobytes()


def test_a_rule_decides_and_the_source_names_it():
    rows = raw().head(2)
    rows.loc[0, "text"] = "a bill, a payment, and a blackout"
    predictions = Classifier.load(paths.RETRAINED).predict(TableColumns(rows))
    assert list(predictions.source) == ["cut-off", NETWORK]
    assert predictions.prediction[0] == "meter"
    assert predictions.network[0] == "invoice"


@pytest.mark.parametrize("column", ["text", "amount", "channel"])
def test_a_missing_raw_column_is_named(column):
    with pytest.raises(InputError, match=f"no column '{column}'"):
        Classifier.load(paths.RETRAINED).predict(TableColumns(raw().drop(columns=column)))


def test_weights_that_change_the_golden_predictions_are_refused():
    weights = paths.RETRAINED / "network.safetensors"
    save_file({name: -tensor for name, tensor in load_file(weights).items()}, weights)
    write_manifest(paths.RETRAINED, "letters")
    with pytest.raises(InputError, match=r"golden\.jsonl:\d+: the model predicts .* where it predicted .*requirements"):
        Classifier.load(paths.RETRAINED)


def test_a_golden_prediction_with_another_confidence_is_refused():
    golden = paths.RETRAINED / "golden.jsonl"
    lines = [json.loads(line) for line in golden.read_text().splitlines()]
    lines[2]["confidence"] += 2e-6
    golden.write_text("".join(json.dumps(line) + "\n" for line in lines))
    write_manifest(paths.RETRAINED, "letters")
    with pytest.raises(InputError, match=r"golden\.jsonl:3"):
        Classifier.load(paths.RETRAINED)


def test_a_recipe_that_this_code_does_not_know_is_refused_with_its_key():
    config = read_json(paths.RETRAINED / "config.json")
    write_json({**config, "network": {"name": "transformer"}}, paths.RETRAINED / "config.json")
    with pytest.raises(InputError, match=r"network.*check out the commit that trained it"):
        read_recipe(paths.RETRAINED)


def test_no_person_wrote_a_golden_record():
    golden = [json.loads(line)["record"] for line in (paths.RETRAINED / "golden.jsonl").read_text().splitlines()]
    records, known = pd.DataFrame(golden), raw()
    assert len(records) == 20
    assert not set(records["text"]) & set(known["text"])
    assert set(records["channel"]) <= set(known["channel"])
    assert pd.to_numeric(records["amount"]).between(10, 500).all()
    assert set(records["customer"]) == set(records["received"]) == set(records["label"]) == {""}


def test_training_again_writes_the_same_model(tiny_run):
    first = open_model_folder(tiny_run / paths.RETRAINED).digest
    assert open_model_folder(paths.RETRAINED).digest == first
    assert open_model_folder(paths.PRODUCTION).digest != first


def test_every_file_of_a_model_is_readable_by_all():
    files = [path for path in paths.RETRAINED.rglob("*") if path.is_file()]
    assert len(files) > 8
    assert [path.name for path in files if path.stat().st_mode & 0o444 != 0o444] == []
