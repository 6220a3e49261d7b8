"""A training stage that fails after its last epoch resumes from its checkpoint and writes the same bytes."""

import pytest

from retrain.ml_configuration import paths
from retrain.ml_configuration.stages import TrainSections
from retrain.pipeline.train import fingerprint, train_network
from retrain.workspace.work_dir import work_folder

pytestmark = pytest.mark.usefixtures("workplace")


def content(folder):
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_stage_that_fails_leaves_its_checkpoint_and_the_next_run_resumes_from_it(sections, monkeypatch, capsys):
    before = content(paths.RETRAINED), content(paths.LIVE)
    with monkeypatch.context() as failing, pytest.raises(RuntimeError):
        failing.setattr("retrain.pipeline.train.write_model", lambda *_arguments: (_ for _ in ()).throw(RuntimeError))
        train_network(sections(TrainSections))
    (checkpoint,) = (work_folder() / "train").glob("*/newest.ckpt")
    train_network(sections(TrainSections))
    assert f"resuming from {checkpoint}" in capsys.readouterr().out
    assert not checkpoint.parent.exists()
    assert (content(paths.RETRAINED), content(paths.LIVE)) == before


def test_other_features_or_options_make_another_training(sections, tiny_values):
    def with_seed(seed):
        return sections(TrainSections, training={**tiny_values["training"], "seed": seed})

    before = fingerprint(with_seed(1))
    assert fingerprint(with_seed(2)) != before
    (paths.FEATURES / "train.npz").write_bytes(b"other features")
    assert fingerprint(with_seed(1)) != before
