"""One record asked alone is answered with the bits that it gets among many."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from retrain.adapters import CELL_CHECKS, build_adapters, raw_features
from retrain.featurizers import ReadRow, Row, SparseRow
from retrain.featurizers.one_hot import OneHot
from retrain.featurizers.standard_scaler import StandardScaler
from retrain.featurizers.tfidf import Tfidf
from retrain.filterers import of_single_records
from retrain.inference import SparseRows
from retrain.ml_configuration import InputProblem, Role, paths
from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.filterers import Filterers
from retrain.pipeline.classifier import Classifier
from retrain.pipeline.few_records import FewRecords
from retrain.pipeline.single import Single

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
    for place, record in enumerate(table.to_dict("records")):
        alone = single.answer(record)
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
    with pytest.raises(InputProblem, match=f"no column '{column}'"):
        Single(classifier).answer(record)


def test_a_cell_must_be_of_its_role(classifier):
    with pytest.raises(InputProblem, match="column 'amount': 'much' is no finite number"):
        Single(classifier).answer({"text": "bill", "amount": "much", "channel": "mail"})
    assert CELL_CHECKS[Role.NUMBER]("12.5") == "12.5"


@pytest.mark.parametrize(
    ("kind", "options", "cells"),
    [
        (OneHot, {"min_groups": 1}, ["red", "blue", "", "green", "red"]),
        (StandardScaler, {}, ["1", "", "3e9", "-2.5", "1e308"]),
        (
            Tfidf,
            {"analyzer": "word", "min_ngram": 1, "max_ngram": 3, "min_groups": 1, "sublinear": True},
            ["a red bill red bill", "", "bill paid twice, twice paid", "zzz", "red red red red"],
        ),
        (
            Tfidf,
            {"analyzer": "char_wb", "min_ngram": 2, "max_ngram": 4, "min_groups": 1, "sublinear": False},
            ["a red bill red bill", "", "bill paid twice, twice paid", "zzz", "red red red red"],
        ),
    ],
)
def test_a_featurizer_reads_one_record_with_the_bits_of_many(kind, options, cells):
    records = pd.DataFrame({"x": cells}, dtype=str)
    fitted = kind(columns=("x",), **options).fit(records.head(3), np.array(["a", "b", "c"], object))
    table, read = fitted.transform(records), fitted.row
    assert read is not None
    for place, cell in enumerate(cells):
        assert dense_of(read, {"x": cell}, table.shape[1]).tobytes() == as_dense(table)[place].tobytes()


def dense_of(read: ReadRow, record: dict[str, str], width: int) -> np.ndarray:
    row: Row = read(record)
    if not isinstance(row, SparseRow):
        return row
    dense = np.zeros(width, np.float32)
    dense[row.columns] = row.values
    return dense


def as_dense(table) -> np.ndarray:
    return table if isinstance(table, np.ndarray) else table.toarray()


def test_sparse_rows_multiply_as_scipys_matrices_do():
    draws = np.random.default_rng(1)
    dense = (draws.random((7, 30)) * (draws.random((7, 30)) < 0.3)).astype(np.float32)
    weights = draws.normal(size=(30, 5)).astype(np.float32)
    assert (SparseRows.of_dense(dense) @ weights).tobytes() == (csr_matrix(dense) @ weights).tobytes()
    assert (SparseRows.of(csr_matrix(dense)) @ weights).tobytes() == (csr_matrix(dense) @ weights).tobytes()


def test_what_a_small_table_lacks_is_asked_of_pandas():
    records = FewRecords.of([{"a": "1", "b": "x"}, {"a": "2", "b": ""}])
    assert records.set_index("a")["b"].tolist() == ["x", ""]
    assert list(records.reset_index().columns) == ["index", "a", "b"]


def test_a_service_keeps_the_filterers_that_judge_a_record_by_itself():
    steps = [{"kind": "missing_label"}, {"kind": "empty_text"}, {"kind": "duplicate"}]
    assert [step.kind for step in of_single_records(Filterers(name="some", steps=steps)).steps] == ["empty_text"]


def test_the_raw_columns_of_the_features_are_known_through_adapters(classifier):
    task = classifier.recipe.task
    renamed = build_adapters(Adapters(name="some", steps=[{"kind": "rename", "columns": {"letter": "text"}}]))
    assert raw_features((), task) == ("channel", "amount", "text")
    assert raw_features(renamed, task) == ("amount", "channel", "letter")
