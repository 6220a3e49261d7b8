"""One record asked alone is answered with the bits that it gets among many."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrain.ml_configuration import InputError, paths
from retrain.ml_configuration.adapters import Adapters
from retrain.model.classifier import Classifier
from retrain.model.light_table import FewRecords
from retrain.serving.online_predictor import Single

WORDS = st.lists(st.sampled_from(["bill", "payment", "cellar", "BLACKOUT", "größe", "unknown", "a"]), max_size=12)


@pytest.fixture(scope="module")
def classifier(tiny_road) -> Classifier:
    return Classifier.load(tiny_road / paths.RETRAINED)


@pytest.fixture
def letters(tiny_road) -> pd.DataFrame:
    return pd.read_csv(tiny_road / "letters.csv", dtype=str, na_filter=False)


def assert_alone_as_among_many(single: Single, table: pd.DataFrame) -> None:
    together = single.classifier.predict(table)
    confidences = together.probability_of(together.prediction)
    records = table.to_dict("records")
    several = single.decide([single.adapted(record) for record in records])
    for place, alone in [*enumerate(map(single.answer, records)), *enumerate(several)]:
        assert alone.probabilities.tobytes() == together.probabilities[place].tobytes()
        assert (alone.label, alone.source) == (together.prediction[place], together.source[place])
        assert (alone.abstained, alone.confidence) == (together.abstained[place], confidences[place])


def test_every_letter_is_answered_alone_as_among_many(classifier, letters):
    letters.loc[::7, "text"] += " a blackout"
    assert_alone_as_among_many(Single(classifier), letters)
    assert {Single(classifier).answer(row).source for row in letters.to_dict("records")} == {"network", "cut-off"}


@settings(max_examples=60, deadline=None)
@given(
    text=WORDS.map(" ".join) | st.text(max_size=30),
    amount=st.sampled_from(["", "0", "12.5", "-1e300", "1e-7"]),
    channel=st.sampled_from(["", "mail", "unseen"]),
)
def test_any_record_has_the_same_bits_alone_as_in_a_table(classifier, text, amount, channel):
    record = {"id": "1", "text": text, "amount": amount, "channel": channel}
    assert_alone_as_among_many(Single(classifier), pd.DataFrame([record], dtype=str))


def test_an_unsure_answer_abstains_and_a_rule_does_not(classifier, letters):
    letters.loc[::7, "text"] = "a blackout"
    sure = classifier.predict(letters).probabilities.max(axis=1)
    unsure = Single(replace(classifier, threshold=float(np.median(sure))))
    assert_alone_as_among_many(unsure, letters)
    found = [unsure.answer(row) for row in letters.to_dict("records")]
    assert any(answer.abstained for answer in found)
    assert not any(answer.abstained for answer in found if answer.source == "cut-off")


def test_adapters_are_asked_through_a_small_table(classifier, letters):
    steps = [{"kind": "rename", "columns": {"letter": "text"}}, {"kind": "parse_number", "columns": ["amount"]}]
    recipe = classifier.recipe.model_copy(update={"adapters": Adapters(name="some", steps=steps)})
    single = Single(replace(classifier, recipe=recipe))
    assert_alone_as_among_many(single, letters.rename(columns={"text": "letter"}).head(20))


@pytest.mark.parametrize("column", ["text", "amount", "channel"])
def test_a_column_that_the_model_reads_must_be_there(classifier, column):
    record = {"text": "bill", "amount": "1", "channel": "mail"}
    del record[column]
    with pytest.raises(InputError, match=f"no column '{column}'"):
        Single(classifier).answer(record)


def test_a_cell_must_be_of_its_role(classifier):
    with pytest.raises(InputError, match="column 'amount': 'much' is no finite number"):
        Single(classifier).answer({"text": "bill", "amount": "much", "channel": "mail"})


def test_what_a_small_table_lacks_is_asked_of_pandas():
    records = FewRecords.of([{"a": "1", "b": "x"}, {"a": "2", "b": ""}])
    assert records.set_index("a")["b"].tolist() == ["x", ""]
    assert list(records.reset_index().columns) == ["index", "a", "b"]
