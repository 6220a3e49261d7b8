"""A record has the same bits in the service, alone or among others, as in a table of all records."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repository_files import python

from retrain.ml_configuration import InputError, paths
from retrain.ml_configuration.recipe import Adapters
from retrain.model.classifier import Classifier
from retrain.serving.online_predictor import OnlinePredictor
from retrain.workspace.csv_tables import TableColumns

WORDS = st.lists(st.sampled_from(["bill", "payment", "cellar", "BLACKOUT", "größe", "unknown", "a"]), max_size=12)
RECORD = {"text": "bill", "amount": "1", "channel": "mail"}


@pytest.fixture(scope="module")
def classifier(tiny_run) -> Classifier:
    return Classifier.load(tiny_run / paths.RETRAINED)


@pytest.fixture
def letters(tiny_run) -> pd.DataFrame:
    return pd.read_csv(tiny_run / "letters.csv", dtype=str, na_filter=False)


def online(classifier: Classifier) -> OnlinePredictor:
    return OnlinePredictor(classifier, record_filters=(), profile=None, metadata={})


def predicted_in_parts(classifier: Classifier, records: list[dict[str, str]], size: int):
    parts = [records[start : start + size] for start in range(0, len(records), size)]
    return [served.prediction for part in parts for served in online(classifier).predict(part)]


def assert_same_bits(classifier: Classifier, table: pd.DataFrame) -> None:
    offline = classifier.predict(TableColumns(table))
    for size in (1, 8, 32):
        predictions = predicted_in_parts(classifier, table.to_dict("records"), size)
        assert [prediction.label for prediction in predictions] == offline.prediction.tolist()
        assert [prediction.confidence for prediction in predictions] == offline.confidence.tolist()
        assert [prediction.source for prediction in predictions] == offline.source.tolist()
        assert [prediction.abstained for prediction in predictions] == offline.abstained.tolist()
        assert np.array([prediction.probabilities for prediction in predictions]).tobytes() == (
            offline.probabilities.tobytes()
        )


def test_every_letter_has_the_same_bits_alone_and_in_batches(classifier, letters):
    letters.loc[::7, "text"] += " a blackout"
    assert_same_bits(classifier, letters)
    assert set(classifier.predict(TableColumns(letters)).source) == {"network", "cut-off"}


@settings(max_examples=60, deadline=None)
@given(
    text=WORDS.map(" ".join) | st.text(max_size=30),
    amount=st.sampled_from(["", "0", "12.5", "-1e300", "1e-7"]),
    channel=st.sampled_from(["", "mail", "unseen"]),
)
def test_any_record_has_the_same_bits_alone_as_in_a_table(classifier, text, amount, channel):
    record = {"id": "1", "text": text, "amount": amount, "channel": channel}
    assert_same_bits(classifier, pd.DataFrame([record], dtype=str))


def test_an_unsure_prediction_abstains_unless_a_rule_decides(classifier, letters):
    letters.loc[::7, "text"] = "a blackout"
    confidences = classifier.predict(TableColumns(letters)).probabilities.max(axis=1)
    unsure = replace(classifier, threshold=float(np.median(confidences)))
    assert_same_bits(unsure, letters)
    predictions = predicted_in_parts(unsure, letters.to_dict("records"), 1)
    assert any(prediction.abstained for prediction in predictions)
    assert not any(prediction.abstained for prediction in predictions if prediction.source == "cut-off")


def test_adapters_have_the_same_bits_for_one_record(classifier, letters):
    steps = [{"kind": "rename", "columns": {"letter": "text"}}, {"kind": "parse_number", "columns": ["amount"]}]
    recipe = classifier.recipe.model_copy(update={"adapters": Adapters(name="some", steps=steps)})
    assert_same_bits(replace(classifier, recipe=recipe), letters.rename(columns={"text": "letter"}).head(20))


def test_a_filterer_that_would_remove_the_record_makes_it_an_abstention(classifier):
    filtered = replace(online(classifier), record_filters=(lambda record: "too short" * (len(record["text"]) < 5),))
    short, long = filtered.predict([RECORD, RECORD | {"text": "bill payment"}])
    assert (short.reason, short.abstained) == ("too short", True)
    assert (long.reason, long.abstained) == ("", False)


def test_records_of_one_batch_may_lack_different_optional_columns(classifier):
    with_id, without = online(classifier).predict([RECORD | {"id": "L1"}, RECORD])
    assert (with_id.prediction.record["id"], without.prediction.record["id"]) == ("L1", "")
    assert with_id.prediction.probabilities.tobytes() == without.prediction.probabilities.tobytes()


@pytest.mark.parametrize("column", ["text", "amount", "channel"])
def test_a_column_that_the_model_reads_must_be_there(classifier, column):
    record = {name: cell for name, cell in RECORD.items() if name != column}
    with pytest.raises(InputError, match=f"the record has no column '{column}'"):
        online(classifier).predict([RECORD, record])


def test_a_cell_must_be_of_its_role(classifier):
    with pytest.raises(InputError, match=r"^column 'amount': 'much' is no finite number"):
        online(classifier).predict([RECORD | {"amount": "much"}])


def test_a_process_that_predicts_loads_no_pandas_and_no_training_library(tiny_run):
    done = python(
        "-c",
        "import sys\nfrom pathlib import Path\nfrom retrain.serving.online_predictor import OnlinePredictor\n"
        f"predictor = OnlinePredictor.load(Path({str(tiny_run / paths.RETRAINED)!r}))\n"
        f"print(predictor.predict([{RECORD!r}])[0].prediction.label, *sys.modules)",
    )
    assert done.returncode == 0, done.stderr
    label, *modules = done.stdout.split()
    assert label == "invoice"
    assert not {"pandas", "pyarrow", "torch", "pytorch_lightning", "sklearn", "dvc", "hydra"} & set(modules)
