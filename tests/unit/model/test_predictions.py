"""The predictions table has every row with its probabilities, and its Brier score where the truth is known."""

import numpy as np
import pytest

from retrain.ml_configuration import paths
from retrain.model.classifier import Classifier
from retrain.model.predictions import NETWORK, predict_records
from retrain.workspace.csv_tables import TableColumns, read_table

pytestmark = pytest.mark.usefixtures("workplace")

COLUMNS = ["id", "group", "truth", "prediction", "confidence", "p_truth", "brier", "network", "source", "abstained"]


def raw():
    return read_table(paths.RAW_RECORDS)


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
    predictions = Classifier.load(paths.RETRAINED).predict(TableColumns(raw().head(2)))
    probabilities = predictions.probability_of(np.array(["meter", "unheard of"], dtype=object))
    assert probabilities[0] == predictions.probabilities[0, 1]
    assert probabilities[1] == 0


def test_the_brier_score_is_the_squared_distance_from_the_truth():
    rows = raw().head(4).assign(label=["meter", "unheard of", "", "meter"])
    rows.loc[3, "text"] = "a bill, a payment, and a blackout"
    classifier = Classifier.load(paths.RETRAINED)
    squares = (classifier.predict(TableColumns(rows)).probabilities - [[0, 1, 0], [0, 0, 0], [0, 0, 0], [0, 1, 0]]) ** 2
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
    assert row["confidence"] == repr(float(classifier.predict(TableColumns(rows)).probabilities[0, 1]))
