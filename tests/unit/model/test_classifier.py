"""A model folder that is loaded and asked."""

import json

import numpy as np
import pandas as pd
import pytest
from safetensors.numpy import load_file, save_file

from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.model.classifier import NETWORK, Classifier, predict_records, read_recipe
from retrain.model.model_folder import open_model_folder, write_manifest
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_document, write_document

pytestmark = pytest.mark.usefixtures("workplace")

COLUMNS = ["id", "group", "truth", "prediction", "confidence", "p_truth", "brier", "network", "source", "abstained"]


def raw():
    return read_table(paths.RAW_RECORDS)


def test_it_learnt_the_tiny_task_and_says_which_model_it_is():
    classifier = Classifier.load(paths.RETRAINED)
    answers = classifier.predict(raw())
    assert classifier.labels == ("invoice", "meter", "moving")
    assert classifier.digest == open_model_folder(paths.RETRAINED).digest
    assert (answers.prediction == raw()["label"].to_numpy()).mean() > 0.95
    assert answers.probabilities.sum(axis=1) == pytest.approx(1)


def test_one_row_is_answered_as_among_many_to_the_last_bit():
    classifier, rows = Classifier.load(paths.RETRAINED), raw().head(40)
    many = classifier.predict(rows).probabilities
    single = np.vstack([classifier.predict(rows.iloc[[number]]).probabilities for number in range(len(rows))])
    assert many.tobytes() == single.tobytes()


def test_a_rule_decides_and_the_source_names_it():
    rows = raw().head(2)
    rows.loc[0, "text"] = "a bill, a payment, and a blackout"
    answers = Classifier.load(paths.RETRAINED).predict(rows)
    assert list(answers.source) == ["cut-off", NETWORK]
    assert answers.prediction[0] == "meter"
    assert answers.network[0] == "invoice"


@pytest.mark.parametrize("column", ["text", "amount", "channel"])
def test_a_missing_raw_column_is_named(column):
    with pytest.raises(InputError, match=f"no column '{column}'"):
        Classifier.load(paths.RETRAINED).predict(raw().drop(columns=column))


def test_columns_that_no_feature_comes_from_may_be_absent():
    rows = raw().drop(columns=["id", "received", "customer", "label"])
    table = predict_records(rows, Classifier.load(paths.RETRAINED))
    assert list(table["id"].head(2)) == list(table["group"].head(2)) == ["1", "2"]
    assert set(table["truth"]) == set(table["p_truth"]) == set(table["brier"]) == {""}
    assert list(table["prediction"]) == list(predict_records(raw(), Classifier.load(paths.RETRAINED))["prediction"])


def test_the_table_of_raw_records_keeps_their_order_group_and_truth():
    table = predict_records(raw(), Classifier.load(paths.RETRAINED))
    assert list(table) == COLUMNS
    assert list(table["id"]) == list(raw()["id"])
    assert list(table["group"]) == list(raw()["customer"])
    assert list(table["truth"]) == list(raw()["label"])
    right = table[(table["truth"] == table["prediction"]) & (table["source"] == NETWORK)]
    assert (right["confidence"] == right["p_truth"]).all()
    assert set(table["abstained"]) == {"false"}


def test_probability_of_a_label_that_the_model_does_not_know_is_zero():
    answers = Classifier.load(paths.RETRAINED).predict(raw().head(2))
    asked = answers.probability_of(np.array(["meter", "unheard of"], dtype=object))
    assert asked[0] == answers.probabilities[0, 1]
    assert asked[1] == 0


def test_the_brier_score_is_the_squared_distance_from_the_truth():
    rows = raw().head(4).assign(label=["meter", "unheard of", "", "meter"])
    rows.loc[3, "text"] = "a bill, a payment, and a blackout"
    classifier = Classifier.load(paths.RETRAINED)
    squares = (classifier.predict(rows).probabilities - [[0, 1, 0], [0, 0, 0], [0, 0, 0], [0, 1, 0]]) ** 2
    brier = predict_records(rows, classifier)["brier"]
    assert float(brier[0]) == pytest.approx(squares[0].sum())
    assert float(brier[1]) == pytest.approx(squares[1].sum() + 1)
    assert brier[2] == ""
    assert float(brier[3]) == 0


def test_a_rule_that_is_wrong_has_the_worst_brier_score_and_the_confidence_of_the_network():
    rows = raw().head(1).assign(label="invoice", text="a bill, a payment, and a blackout")
    classifier = Classifier.load(paths.RETRAINED)
    row = predict_records(rows, classifier).iloc[0]
    assert (row["source"], row["prediction"], row["network"]) == ("cut-off", "meter", "invoice")
    assert float(row["brier"]) == 2
    assert row["confidence"] == repr(float(classifier.predict(rows).probabilities[0, 1]))


def test_other_weights_than_those_of_the_golden_answers_are_refused():
    weights = paths.RETRAINED / "network.safetensors"
    save_file({name: -tensor for name, tensor in load_file(weights).items()}, weights)
    write_manifest(paths.RETRAINED, "letters")
    with pytest.raises(InputError, match=r"golden\.jsonl:\d+: the model answers .* where it answered .*requirements"):
        Classifier.load(paths.RETRAINED)


def test_the_same_answer_with_another_confidence_is_refused():
    golden = paths.RETRAINED / "golden.jsonl"
    lines = [json.loads(line) for line in golden.read_text().splitlines()]
    lines[2]["confidence"] += 2e-6
    golden.write_text("".join(json.dumps(line) + "\n" for line in lines))
    write_manifest(paths.RETRAINED, "letters")
    with pytest.raises(InputError, match=r"golden\.jsonl:3"):
        Classifier.load(paths.RETRAINED)


def test_a_recipe_that_this_code_does_not_know_is_refused_with_its_key():
    config = read_document(paths.RETRAINED / "config.json")
    write_document({**config, "network": {"name": "transformer"}}, paths.RETRAINED / "config.json")
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


def test_training_again_writes_the_same_model(tiny_road):
    first = open_model_folder(tiny_road / paths.RETRAINED).digest
    assert open_model_folder(paths.RETRAINED).digest == first
    assert open_model_folder(paths.PRODUCTION).digest != first


def test_whoever_may_enter_the_folder_may_read_every_file_of_a_model():
    files = [path for path in paths.RETRAINED.rglob("*") if path.is_file()]
    assert len(files) > 8
    assert [path.name for path in files if path.stat().st_mode & 0o444 != 0o444] == []
