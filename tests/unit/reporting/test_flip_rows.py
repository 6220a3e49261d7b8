"""The rows that the page may show, and the words that drove their answers."""

from dataclasses import replace

import numpy as np
import pytest

from retrain.judge.decide import write_decision
from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.report import RecordText
from retrain.model.classifier import Classifier
from retrain.reporting.flip_rows import SHOWN, flip_counts, shown_flips
from retrain.reporting.top_terms import driving_words
from retrain.workspace.csv_tables import raw_rows, read_table, write_spreadsheet, write_table


@pytest.fixture
def flipped(judged, sections):
    """The task, once the legacy model answers every recent row with one label."""
    judged()
    file = paths.PREDICTIONS / "recent" / "legacy.csv"
    write_table(read_table(file).assign(prediction="meter", confidence="0.5"), file)
    write_decision(sections(stages.DecideSections))
    return sections(stages.ReportSections).task


def test_without_leave_no_row_is_shown_and_ids_alone_bring_no_text(flipped) -> None:
    assert shown_flips(RecordText.NONE, flipped) == []
    rows = shown_flips(RecordText.IDS, flipped)
    assert len(rows) == sum(flip_counts().values()) > 0
    assert not {"text", "legacy_words", "retrained_words"} & set(rows[0])


def test_an_excerpt_is_the_text_of_the_row_and_its_words_occur_in_it(flipped) -> None:
    texts = read_table(paths.split_file(Split.RECENT)).set_index("id")["text"]
    rows = shown_flips(RecordText.EXCERPT, flipped)
    assert all(row["text"] == texts[row["id"]] for row in rows)
    words = [word for row in rows for word in row["retrained_words"].split(", ") if "=" not in word]
    assert any(words)


def test_of_many_rows_a_hundred_of_each_change_are_shown_and_all_are_counted(flipped) -> None:
    first = read_table(paths.FLIPS).iloc[[0]]
    many = first.loc[first.index.repeat(SHOWN + 7)].assign(id=[f"=row{place}" for place in range(SHOWN + 7)])
    write_spreadsheet(many, paths.FLIPS)
    rows = shown_flips(RecordText.IDS, flipped)
    assert [row["id"] for row in rows] == [f"=row{place}" for place in range(SHOWN)]
    assert flip_counts() == {first["change"].iloc[0]: SHOWN + 7}


def test_the_words_that_drove_an_answer_are_those_with_the_largest_weights_for_it(flipped) -> None:
    model = Classifier.load(paths.RETRAINED)
    raw = raw_rows(read_table(paths.split_file(Split.RECENT)).iloc[:3], flipped)
    terms = [name for block in model.featurizers.values() for name in block.feature_names if " " not in name]
    answers = model.predict(raw).prediction
    before = driving_words(model, raw, answers, flipped)
    assert set(", ".join(before).split(", ")) & set(terms)
    weights = model.tensors["sparse.weight"]
    silent = replace(model, tensors=model.tensors | {"sparse.weight": np.ones_like(weights)})
    turned = replace(model, tensors=model.tensors | {"sparse.weight": -weights})
    assert driving_words(silent, raw, answers, flipped) == [""] * 3
    assert all(
        set(one.split(", ")).isdisjoint(other.split(", "))
        for one, other in zip(driving_words(turned, raw, answers, flipped), before, strict=True)
    )


def test_an_answer_that_a_model_does_not_know_was_driven_by_nothing(flipped) -> None:
    raw = raw_rows(read_table(paths.split_file(Split.RECENT)).iloc[:3], flipped)
    assert driving_words(Classifier.load(paths.RETRAINED), raw, ["nobody knows it"] * 3, flipped) == [""] * 3
