"""Holdout evaluations are counted by model, seal and window, and none is lost."""

import json

import pytest

from retrain.judge.holdout_evaluations import (
    Evaluation,
    count_evaluations,
    evaluation_file,
    find_evaluation,
    models_evaluated_on,
    recent_digest,
    register_evaluation,
)
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.workspace import atomic


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_the_same_evaluation_is_registered_once():
    file = register_evaluation("s1", "model", "aaaa")
    written = file.read_bytes()
    assert register_evaluation("s1", "model", "aaaa") == file == evaluation_file("s1", "model")
    assert file.read_bytes() == written
    assert json.loads(written) == {"seal": "s1", "retrained": "model", "windows": [{"recent": "aaaa", "look": 1}]}
    assert written.endswith(b"}\n")


def test_a_model_is_evaluated_again_on_a_window_that_has_grown():
    for recent in ("aaaa", "bbbb", "aaaa"):
        register_evaluation("s1", "model", recent)
    assert find_evaluation("s1", "model", "aaaa") == Evaluation(window=1, candidate=1)
    assert find_evaluation("s1", "model", "bbbb") == Evaluation(window=2, candidate=1)
    assert count_evaluations("s1") == 1


def test_each_further_model_on_a_window_is_counted():
    for digest in ("first", "second", "third"):
        register_evaluation("s1", digest, "aaaa")
    register_evaluation("s1", "first", "bbbb")
    assert [find_evaluation("s1", digest, "aaaa").candidate for digest in ("first", "second", "third")] == [1, 2, 3]
    assert find_evaluation("s1", "first", "bbbb") == Evaluation(window=2, candidate=1)
    assert models_evaluated_on("aaaa") == {"first", "second", "third"}
    assert count_evaluations("s1") == 3


def test_evaluations_on_a_window_count_over_all_seals_and_each_model_once():
    register_evaluation("s1", "first", "aaaa")
    register_evaluation("s1", "second", "aaaa")
    register_evaluation("s2", "first", "aaaa")
    register_evaluation("s2", "third", "aaaa")
    assert find_evaluation("s2", "first", "aaaa").candidate == 2
    assert find_evaluation("s2", "third", "aaaa").candidate == 3
    assert (count_evaluations("s1"), count_evaluations("s2")) == (2, 2)


def test_an_evaluation_that_was_not_registered_is_not_found():
    register_evaluation("s1", "model", "aaaa")
    assert find_evaluation("s1", "model", "bbbb") is None
    assert find_evaluation("s2", "model", "aaaa") is None
    assert find_evaluation("s1", "other", "aaaa") is None
    assert count_evaluations("s9") == 0


def test_a_file_of_an_earlier_version_counts_on_the_seal_and_on_no_window():
    file = evaluation_file("s1", "old")
    file.parent.mkdir(parents=True)
    file.write_text('{"seal": "s1", "retrained": "old"}\n')
    assert (count_evaluations("s1"), find_evaluation("s1", "old", "aaaa")) == (1, None)
    register_evaluation("s1", "old", "aaaa")
    assert (count_evaluations("s1"), find_evaluation("s1", "old", "aaaa")) == (1, Evaluation(window=1, candidate=1))


def test_a_full_disk_leaves_the_earlier_evaluations(monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    file = register_evaluation("s1", "model", "aaaa")
    written = file.read_bytes()
    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        register_evaluation("s1", "model", "bbbb")
    assert file.read_bytes() == written
    assert [path.name for path in file.parent.iterdir()] == ["model.json"]


def test_a_window_is_named_by_the_bytes_of_its_rows():
    paths.SPLITS.mkdir(parents=True)
    names = []
    for text in ("id\n1\n", "id\n1\n2\n", "id\n1\n"):
        paths.split_file(Split.RECENT).write_text(text)
        names.append(recent_digest())
    assert names[0] == names[2] != names[1]
    assert len(names[0]) == 16
