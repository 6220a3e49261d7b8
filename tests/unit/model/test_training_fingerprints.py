"""Digests of the rows that a model was trained on."""

import pandas as pd
import pytest

from retrain.judge.predict_holdouts import unseen_rows
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.task import Task
from retrain.model.training_fingerprints import TrainingFingerprints

KEY = "a key of the test"


def task(*columns):
    listed = [{"name": name, "role": role} for name, role in columns]
    return Task.model_validate({"name": "letters", "prediction": "multiclass", "columns": listed})


TEXT = task(("id", "id"), ("group", "group"), ("text", "text"), ("label", "label"))
FEATURES = task(("id", "id"), ("colour", "category"), ("size", "number"), ("label", "label"))


def rows(*texts, groups=()):
    return pd.DataFrame(
        {"id": map(str, range(len(texts))), "group": list(groups or texts), "text": list(texts), "label": "x"},
        dtype=str,
    )


def trained_on(*texts, groups=()):
    return TrainingFingerprints.of(rows(*texts, groups=groups), TEXT, KEY)


@pytest.mark.parametrize("text", ["My meter", "my  METER", " my\nmeter\t", "My\u00a0Meter"])
def test_a_near_duplicate_by_case_and_white_space_is_found(text):
    assert trained_on("My meter").contain(rows(text), TEXT).tolist() == [True]


@pytest.mark.parametrize("text", ["Mymeter", "My meter.", "meter My", ""])
def test_another_text_is_not(text):
    assert trained_on("My meter").contain(rows(text), TEXT).tolist() == [False]


def test_without_texts_all_features_count():
    known = pd.DataFrame({"id": ["1"], "colour": ["Red"], "size": ["3"], "label": ["x"]})
    others = pd.DataFrame({"id": ["7", "8"], "colour": ["red", "red"], "size": ["3", "4"], "label": ["y", "x"]})
    assert TrainingFingerprints.of(known, FEATURES, KEY).contain(others, FEATURES).tolist() == [True, False]


def test_groups_are_known_and_a_task_without_groups_has_none():
    training = trained_on("a", "b", groups=["C1", "C2"])
    assert training.contain_group_of(rows("x", "y", groups=["C2", "C3"]), TEXT).tolist() == [True, False]
    ungrouped = TrainingFingerprints.of(
        pd.DataFrame({"id": ["1"], "colour": ["red"], "size": ["3"], "label": ["x"]}), FEATURES, KEY
    )
    assert ungrouped.groups.size == 0
    others = pd.DataFrame({"id": ["1"], "colour": ["red"], "size": ["3"]})
    assert ungrouped.contain_group_of(others, FEATURES).tolist() == [False]


def test_digests_say_nothing_without_their_key():
    one, other = trained_on("My meter"), TrainingFingerprints.of(rows("My meter"), TEXT, "another key")
    assert one.contents.tolist() != other.contents.tolist()
    assert trained_on("same", groups=["same"]).contents.tolist() != trained_on("same", groups=["same"]).groups.tolist()


def test_they_come_back_from_a_model_folder(tmp_path):
    training = trained_on("b", "a", "b", groups=["C1", "C1", "C2"])
    training.write(tmp_path)
    back = TrainingFingerprints.read(tmp_path)
    assert back.key == KEY
    assert back.contents.tolist() == sorted(set(training.contents.tolist()))
    assert len(back.contents) == len(back.groups) == 2
    assert back.contain(rows("A", "c"), TEXT).tolist() == [True, False]


def test_no_rows_contain_nothing():
    assert trained_on("a").contain(rows("a").iloc[:0], TEXT).tolist() == []


def test_holdout_rows_that_either_model_was_trained_on_are_left_out_and_counted():
    seen = [trained_on("a", groups=["C1"]), trained_on("b", groups=["C2"])]
    holdout = rows("A", "b", "c", "d", groups=["C8", "C9", "C1", "C7"])
    sealed, recent = (unseen_rows(holdout, split, TEXT, seen) for split in (Split.SEALED, Split.RECENT))
    assert list(sealed.rows["text"]) == ["c", "d"]
    assert sealed.left_out == {"trained_on": 2, "group_trained_on": 0}
    assert list(recent.rows["text"]) == ["d"]
    assert recent.left_out == {"trained_on": 2, "group_trained_on": 1}
