"""The fingerprint of a training changes with everything that decides its bits, and with nothing else."""

import torch

from retrain.ml_configuration.recipe import Network
from retrain.ml_configuration.training import Training
from retrain.pytorch import LIBRARIES, numeric_environment, training_fingerprint

NETWORK = Network(name="linear", dropout=0.2)
TRAINING = Training(
    name="test", seed=7, epochs=6, patience=6, batch_size=32, learning_rate=0.05, weight_decay=0.0,
    loss="squared_hinge", threads=1, workers=0, devices=1, strategy="auto", limit_batches=None, overfit_batches=None,
    profile=False, audit_key="a-key-for-tests",
)  # fmt: skip


def fingerprint(network=NETWORK, data=("digest",), **changes) -> str:
    return training_fingerprint(network, TRAINING.model_copy(update=changes), data)


def test_what_decides_the_bits_is_in_the_fingerprint():
    wider = Network(name="linear", dropout=0.3)
    others = [fingerprint(seed=9), fingerprint(epochs=9), fingerprint(threads=2), fingerprint(wider)]
    assert len({fingerprint(), *others, fingerprint(data=("other",))}) == 6


def test_what_changes_no_weight_is_not():
    assert fingerprint(audit_key="another key", profile=True) == fingerprint()


def test_the_gpu_is_part_of_the_environment_where_it_may_be_used(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "some GPU")
    assert numeric_environment("auto") == (torch.__version__, "some GPU")
    assert numeric_environment("cpu") != numeric_environment("auto")
    assert "torch" in LIBRARIES
