"""Holdouts stay aligned, and labels are compared by today's names."""

from dataclasses import replace

import numpy as np
import pytest

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.task import LabelChanges


def column(text):
    return np.array(list(text), dtype=object)


def test_labels_that_are_not_listed_come_after_the_listed_ones(held_out):
    counts = held_out(column("zab"), column("zab"), column("bay")).paired_counts(("b", "a"))
    assert counts.labels == ("b", "a", "y", "z")


def test_without_a_legacy_model_the_retrained_one_is_paired_with_itself(held_out):
    counts = held_out(column("aab"), None, column("abb")).paired_counts(())
    assert counts.legacy.tolist() == counts.retrained.tolist()


@pytest.mark.parametrize("model", ["legacy", "retrained"])
def test_predictions_that_do_not_match_the_rows_are_refused(held_out, model):
    rows = held_out(column("aab"), column("aab"), column("aab"))
    with pytest.raises(InputError, match="holdout d has"):
        replace(rows, **{model: rows.retrained.where(np.array([True, False, True]))})


def test_chosen_rows_stay_aligned(held_out):
    rows = held_out(
        column("aab"), column("abb"), column("bab"), groups=column("xyz"), slices={"channel": column("pqr")}
    )
    kept = rows.with_truth_in({"b"})
    assert (kept.ids.tolist(), kept.legacy.prediction.tolist(), kept.retrained.prediction.tolist()) == (
        ["r2"],
        ["b"],
        ["b"],
    )
    assert (kept.groups.tolist(), kept.slices["channel"].tolist(), kept.rows) == (["z"], ["r"], 1)


def test_renamed_labels_are_today_s_and_removed_ones_leave(held_out):
    changes = LabelChanges(renamed={"a": "A"}, removed=("b",))
    declared = held_out(column("AAb"), column("aab"), column("AAA")).with_label_changes(changes)
    assert declared.legacy.prediction.tolist() == declared.legacy.network.tolist() == ["A", "A"]
    assert declared.truth.tolist() == ["A", "A"]
    assert declared.left_out == {"label_removed": 1}


def test_the_legacy_model_has_its_labels_by_today_s_names(evidence, identity):
    found = evidence(legacy=identity("old", labels=("ant", "bee")), label_changes=LabelChanges(renamed={"bee": "cat"}))
    assert found.legacy_labels == ("ant", "cat")
    assert found.common_labels == {"ant", "cat"}


def test_a_retrained_model_of_another_task_is_refused(evidence, identity):
    with pytest.raises(InputError, match="'plants', not 'animals'; run `dvc repro`"):
        evidence(retrained=identity(task="plants"))


def test_a_missing_legacy_model_has_no_labels(evidence):
    assert evidence(legacy=None).legacy_labels == ()
