"""Only rows, texts and top terms that the page may show leave flips.csv, and they are those of the row."""

from dataclasses import replace

import numpy as np
import pytest

from retrain.judge.decide import write_decision
from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.report import RecordText
from retrain.model.classifier import Classifier
from retrain.reporting.flip_rows import MAX_ROWS, flip_counts, flip_rows_for_report, top_terms
from retrain.workspace.csv_tables import TableColumns, raw_rows, read_table, write_spreadsheet, write_table


@pytest.fixture
def flipped(judged, sections):
    """The task, once the legacy model predictions every recent row with one label."""
    judged()
    file = paths.PREDICTIONS / "recent" / "legacy.csv"
    write_table(read_table(file).assign(prediction="meter", confidence="0.5"), file)
    write_decision(sections(stages.DecideSections))
    return sections(stages.ReportSections).task


def test_without_permission_no_row_is_shown_and_ids_come_without_text(flipped) -> None:
    assert flip_rows_for_report(RecordText.NONE, flipped) == []
    rows = flip_rows_for_report(RecordText.IDS, flipped)
    assert len(rows) == sum(flip_counts().values()) > 0
    assert not {"text", "legacy_words", "retrained_words"} & set(rows[0])


def test_an_excerpt_is_the_text_of_the_row_with_its_top_terms(flipped) -> None:
    texts = read_table(paths.split_file(Split.RECENT)).set_index("id")["text"]
    rows = flip_rows_for_report(RecordText.EXCERPT, flipped)
    assert all(row["text"] == texts[row["id"]] for row in rows)
    words = [word for row in rows for word in row["retrained_words"].split(", ") if "=" not in word]
    assert any(words)


def test_of_many_rows_a_hundred_of_each_change_are_shown_and_all_are_counted(flipped) -> None:
    first = read_table(paths.FLIPS).iloc[[0]]
    many = first.loc[first.index.repeat(MAX_ROWS + 7)].assign(id=[f"=row{number}" for number in range(MAX_ROWS + 7)])
    write_spreadsheet(many, paths.FLIPS)
    rows = flip_rows_for_report(RecordText.IDS, flipped)
    assert [row["id"] for row in rows] == [f"=row{number}" for number in range(MAX_ROWS)]
    assert flip_counts() == {first["change"].iloc[0]: MAX_ROWS + 7}


def test_top_terms_have_the_largest_weights_for_the_prediction(flipped) -> None:
    model = Classifier.load(paths.RETRAINED)
    raw = raw_rows(read_table(paths.split_file(Split.RECENT)).iloc[:3], flipped)
    terms = [name for block in model.featurizers.values() for name in block.feature_names if " " not in name]
    predictions = model.predict(TableColumns(raw)).prediction
    before = top_terms(model, raw, predictions, flipped)
    assert set(", ".join(before).split(", ")) & set(terms)
    weights = model.tensors["sparse.weight"]
    silent = replace(model, tensors=model.tensors | {"sparse.weight": np.ones_like(weights)})
    turned = replace(model, tensors=model.tensors | {"sparse.weight": -weights})
    assert top_terms(silent, raw, predictions, flipped) == [""] * 3
    assert all(
        set(one.split(", ")).isdisjoint(other.split(", "))
        for one, other in zip(top_terms(turned, raw, predictions, flipped), before, strict=True)
    )


def test_a_label_that_the_model_does_not_know_has_no_top_terms(flipped) -> None:
    raw = raw_rows(read_table(paths.split_file(Split.RECENT)).iloc[:3], flipped)
    assert top_terms(Classifier.load(paths.RETRAINED), raw, ["nobody knows it"] * 3, flipped) == [""] * 3
