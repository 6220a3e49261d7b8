"""`retrain predict` writes one prediction for each row, or nothing."""

import io
from pathlib import Path

import pandas as pd
import pytest

from records import table
from retrain.cli import predict
from retrain.ml_configuration import paths
from retrain.model.classifier import Classifier
from retrain.model.predictions import predict_records
from retrain.workspace.csv_tables import read_table


def test_the_predictions_of_the_model_are_printed(workplace, retrain):
    code, printed, stderr = retrain("predict", "letters.csv", "--model", "models/retrained")
    predictions = pd.read_csv(io.StringIO(printed), dtype=str, keep_default_na=False)
    expected = predict_records(read_table(Path("letters.csv")), Classifier.load(paths.RETRAINED))
    assert (code, stderr) == (0, "")
    assert list(predictions["id"]) == list(expected["id"])
    assert list(predictions["prediction"]) == list(expected["prediction"])


def test_production_predicts_into_a_file(workplace, retrain):
    printed = retrain("predict", "letters.csv")[1]
    assert retrain("predict", "letters.csv", "--out", "predictions.csv") == (0, "predictions.csv written\n", "")
    assert Path("predictions.csv").read_text() == printed


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "rows.csv is missing; name a table of raw records"),
        ("", "rows.csv:1: the file is empty"),
        ("id,text\n1,a,b\n", "rows.csv:2: "),
        ("id,channel,amount,received\n1,mail,3,2025-01-01\n", "'text'"),
        ("id,channel,amount,received,text\n1,mail,lots,2025-01-01,hello\n", "amount"),
    ],
    ids=["missing", "empty", "too many cells", "no column that the model reads", "a number that is none"],
)
def test_rows_that_cannot_be_predicted_end_with_2_and_leave_no_file(workplace, retrain, content, message):
    if content is not None:
        Path("rows.csv").write_text(content)
    code, printed, stderr = retrain("predict", "rows.csv", "--out", "predictions.csv")
    assert (code, printed) == (2, "")
    assert message in stderr
    assert "Traceback" not in stderr
    assert not Path("predictions.csv").exists()


def test_a_refused_row_is_explained(workplace, retrain):
    Path("rows.csv").write_text("id,text\n1\n")
    assert "correct or remove the row, so that every row gets a prediction" in retrain("predict", "rows.csv")[2]


def test_a_missing_model_ends_with_2(workplace, retrain):
    code, _, stderr = retrain("predict", "letters.csv", "--model", "models/none")
    assert code == 2
    assert stderr.startswith("models/none/manifest.json is missing")


def test_a_long_table_is_predicted_in_batches_as_in_one(workplace, retrain, monkeypatch):
    monkeypatch.setattr(table, "CHUNK_ROWS", 30)
    monkeypatch.setattr(predict, "BATCH_ROWS", 30)
    rows = read_table(Path("letters.csv")).drop(columns=["id", "label"])
    rows.to_csv("some.csv", index=False)
    code, printed, stderr = retrain("predict", "some.csv", "--out", "predictions.csv")
    assert (code, printed) == (0, "predictions.csv written\n")
    assert "parts 7 of 7: 200 predicted" in stderr
    assert read_table(Path("predictions.csv")).equals(predict_records(rows, Classifier.load(paths.PRODUCTION)))


def test_a_bad_row_far_down_leaves_no_partial_file(workplace, retrain, monkeypatch):
    monkeypatch.setattr(table, "CHUNK_ROWS", 30)
    rows = read_table(Path("letters.csv"))
    rows.loc[150, "amount"] = "12x"
    rows.to_csv("some.csv", index=False)
    code, _, stderr = retrain("predict", "some.csv", "--out", "predictions.csv")
    assert code == 2
    assert "some.csv:152: amount: '12x' is not a number" in stderr
    assert list(Path().glob("*predictions*")) == []
