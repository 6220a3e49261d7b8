"""Where a killed training goes on, and who may train there."""

import threading

import pytest

from retrain.configuration import validate
from retrain.ml_configuration import paths
from retrain.ml_configuration.stages import TrainSections
from retrain.pipeline.checkpoints import checkpoints_of, fingerprint
from retrain.pipeline.train import train_network
from retrain.pytorch import arithmetic
from retrain.pytorch.checkpoint import Checkpoints
from retrain.workspace.work_dir import exclusive_lock, work_folder, workspace_name


@pytest.fixture
def sections(workplace, tiny_values):
    whole = validate(tiny_values)
    return TrainSections(**{name: getattr(whole, name) for name in TrainSections.model_fields})


def content(folder):
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_training_that_fails_leaves_its_checkpoint_and_the_next_one_goes_on_from_it(sections, monkeypatch, capsys):
    before = content(paths.RETRAINED), content(paths.LIVE)
    with monkeypatch.context() as failing, pytest.raises(RuntimeError):
        failing.setattr("retrain.pipeline.train.write_model", lambda *_arguments: (_ for _ in ()).throw(RuntimeError))
        train_network(sections)
    (kept,) = (work_folder() / "train").glob("*/newest.ckpt")
    train_network(sections)
    assert f"going on from {kept}" in capsys.readouterr().out
    assert not kept.parent.exists()
    assert (content(paths.RETRAINED), content(paths.LIVE)) == before


def test_what_decides_the_bits_is_in_the_fingerprint(sections):
    def other(**changes):
        return sections.model_copy(update={"training": sections.training.model_copy(update=changes)})

    names = [fingerprint(one, paths.FEATURES) for one in (sections, other(seed=9), other(epochs=9), other(threads=2))]
    assert len(set(names)) == 4
    assert fingerprint(other(audit_key="another key", profile=True), paths.FEATURES) == names[0]
    (paths.FEATURES / "train.npz").write_bytes(b"other features")
    assert fingerprint(sections, paths.FEATURES) != names[0]
    assert arithmetic("cpu")[0].startswith("2.")


def test_a_second_holder_of_a_name_says_that_it_waits_and_comes_after_the_first(sections, capsys):
    order = []

    def second():
        with exclusive_lock(workspace_name()):
            order.append("second")

    with exclusive_lock(workspace_name()):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.3)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
    assert "waiting" in capsys.readouterr().out


def test_a_folder_of_checkpoints_is_what_training_asks_for(sections):
    with checkpoints_of(sections, paths.FEATURES) as folder:
        checkpoints: Checkpoints = folder
        assert checkpoints.newest() is None
        checkpoints.save(b"one")
        assert checkpoints.newest() == b"one"
    assert not folder.folder.exists()
