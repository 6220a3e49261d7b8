"""A CSV is predicted row by row as it arrives, and no row is lost."""

import csv
import io

import pandas as pd
import pytest

from retrain.ml_configuration import paths
from retrain.model.classifier import Classifier
from retrain.model.predictions import predict_records


def test_rows_beside_one_that_cannot_be_predicted_are_predicted(serve, letters):
    rows = letters.head(6)[["id", "text", "channel", "amount"]].assign(amount=["1", "much", "2", "3", "more", "4"])
    sent = rows.to_csv(index=False) + "L7,short\n"
    table = pd.read_csv(io.StringIO(serve().post("/predict/csv", content=sent).text), dtype=str, na_filter=False)
    assert table["id"].tolist() == [*rows["id"], "L7"]
    assert (table["error"] != "").tolist() == [False, True, False, False, True, False, True]
    assert (table["label"] == "").tolist() == (table["error"] != "").tolist()


def test_a_csv_is_predicted_line_by_line_as_offline(serve, letters):
    letters.loc[3, "text"] = 'two\nlines, "quoted"'
    sent = letters.to_csv(index=False).encode()
    offline = predict_records(letters, Classifier.load(paths.RETRAINED))
    response = serve().post("/predict/csv", content=(sent[at : at + 100] for at in range(0, len(sent), 100)))
    table = pd.read_csv(io.BytesIO(response.content), dtype=str, na_filter=False)
    assert response.headers["content-type"].startswith("text/csv")
    assert table["id"].tolist() == letters["id"].tolist()
    assert table["label"].tolist() == offline["prediction"].tolist()
    assert table["confidence"].tolist() == offline["confidence"].tolist()
    assert set(table["error"]) == {""}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"text,channel,amount\na,mail,much\n", "is no finite number"),
        (b"text,channel\na,mail\n", "no column 'amount'"),
        (b"text,channel,amount\na,mail\n", "2 cells instead of 3"),
        (b'text,channel,amount\n"a,mail,1\n', "a quotation is open"),
        (b"text,channel,amount\n\xff,mail,1\n", "not UTF-8"),
        (b'text,channel,amount\n"' + b"a\n" * 300_000, "a row is longer than"),
    ],
)
def test_a_row_that_cannot_be_predicted_has_its_error_and_no_row_is_lost(serve, content, message):
    response = serve().post("/predict/csv", content=content)
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert response.status_code == 200
    assert len(rows) == 1
    assert message in rows[0]["error"]
    assert rows[0]["label"] == ""
