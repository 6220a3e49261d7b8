"""Looks are counted a model, a seal and a window at a time, and none is lost."""

import json

import pytest

from retrain.judge.holdout_looks import Look, count_looks, find_look, look_file, models_at, recent_digest, register_look
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.workspace import atomic


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_the_same_look_is_registered_once():
    file = register_look("s1", "model", "aaaa")
    written = file.read_bytes()
    assert register_look("s1", "model", "aaaa") == file == look_file("s1", "model")
    assert file.read_bytes() == written
    assert json.loads(written) == {"seal": "s1", "retrained": "model", "windows": [{"recent": "aaaa", "look": 1}]}
    assert written.endswith(b"}\n")


def test_a_model_is_judged_again_on_a_window_that_has_grown():
    for recent in ("aaaa", "bbbb", "aaaa"):
        register_look("s1", "model", recent)
    assert find_look("s1", "model", "aaaa") == Look(window=1, look=1)
    assert find_look("s1", "model", "bbbb") == Look(window=2, look=1)
    assert count_looks("s1") == 1


def test_each_further_model_at_a_window_is_a_further_look():
    for digest in ("first", "second", "third"):
        register_look("s1", digest, "aaaa")
    register_look("s1", "first", "bbbb")
    assert [find_look("s1", digest, "aaaa").look for digest in ("first", "second", "third")] == [1, 2, 3]
    assert find_look("s1", "first", "bbbb") == Look(window=2, look=1)
    assert models_at("aaaa") == {"first", "second", "third"}
    assert count_looks("s1") == 3


def test_looks_at_a_window_count_over_all_seals_and_each_model_once():
    register_look("s1", "first", "aaaa")
    register_look("s1", "second", "aaaa")
    register_look("s2", "first", "aaaa")
    register_look("s2", "third", "aaaa")
    assert find_look("s2", "first", "aaaa").look == 2
    assert find_look("s2", "third", "aaaa").look == 3
    assert (count_looks("s1"), count_looks("s2")) == (2, 2)


def test_a_look_that_was_not_registered_is_not_found():
    register_look("s1", "model", "aaaa")
    assert find_look("s1", "model", "bbbb") is None
    assert find_look("s2", "model", "aaaa") is None
    assert find_look("s1", "other", "aaaa") is None
    assert count_looks("s9") == 0


def test_a_file_of_former_times_counts_at_the_seal_and_at_no_window():
    file = look_file("s1", "old")
    file.parent.mkdir(parents=True)
    file.write_text('{"seal": "s1", "retrained": "old"}\n')
    assert (count_looks("s1"), find_look("s1", "old", "aaaa")) == (1, None)
    register_look("s1", "old", "aaaa")
    assert (count_looks("s1"), find_look("s1", "old", "aaaa")) == (1, Look(window=1, look=1))


def test_a_full_disk_leaves_the_former_looks(monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    file = register_look("s1", "model", "aaaa")
    written = file.read_bytes()
    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        register_look("s1", "model", "bbbb")
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
