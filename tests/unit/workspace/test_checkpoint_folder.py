"""A killed training resumes from its folder of checkpoints, which is removed once it has ended well."""

import pytest

from retrain.pytorch.checkpoint import Checkpoints
from retrain.workspace.checkpoint_folder import resumable_training
from retrain.workspace.work_dir import work_folder


@pytest.fixture(autouse=True)
def work_dir(tmp_path, monkeypatch):
    monkeypatch.setenv("RETRAIN_WORK_DIR", str(tmp_path))


def test_the_folder_is_what_training_needs_and_goes_when_it_ends_well():
    with resumable_training("abc") as folder:
        checkpoints: Checkpoints = folder
        assert checkpoints.newest() is None
        checkpoints.save(b"one")
        checkpoints.save(b"two")
        assert checkpoints.newest() == b"two"
    assert not folder.folder.exists()


def test_a_training_that_fails_leaves_its_checkpoint_to_the_next_one(capsys):
    with pytest.raises(RuntimeError), resumable_training("abc") as checkpoints:
        checkpoints.save(b"one")
        raise RuntimeError
    assert "resuming" not in capsys.readouterr().out
    with resumable_training("abc") as checkpoints:
        assert checkpoints.newest() == b"one"
    assert f"resuming from {work_folder() / 'train/abc/newest.ckpt'}" in capsys.readouterr().out


def test_another_training_does_not_see_it():
    with pytest.raises(RuntimeError), resumable_training("abc") as checkpoints:
        checkpoints.save(b"one")
        raise RuntimeError
    with resumable_training("def") as checkpoints:
        assert checkpoints.newest() is None
