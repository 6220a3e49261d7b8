"""The path that a GPU takes, on the processor: the same code, another device's part mimicked where there is none."""

import numpy as np
import pytest
import torch
from in_memory import InMemory

from retrain.ml_configuration.network import Network
from retrain.ml_configuration.training import Training
from retrain.pytorch import Setting, arithmetic, train

WIDE = Network(name="wide", dropout=0.2, hidden=8)
TRAINING = Training(
    name="test", seed=7, epochs=4, patience=4, batch_size=32, learning_rate=0.05, weight_decay=0.0,
    loss="squared_hinge", threads=1, workers=0, devices=1, strategy="auto", limit_batches=None, overfit_batches=None,
    profile=False, audit_key="a-key-for-tests",
)  # fmt: skip


def fit(rows, **changes):
    return train(*rows, Setting(3, WIDE, TRAINING.model_copy(update=changes)), InMemory())


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU, which computes other bits")
def test_without_a_gpu_auto_gives_the_processors_bits(rows):
    one, other = fit(rows), fit(rows, accelerator="auto")
    assert all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)


def test_half_precision_learns_and_leaves_weights_of_32_bits(rows):
    trained = fit(rows, precision="bf16-mixed")
    assert trained.macro_f1 > 0.7
    assert {tensor.dtype for tensor in trained.tensors.values()} == {np.dtype(np.float32)}
    assert not np.array_equal(trained.tensors["output.weight"], fit(rows).tensors["output.weight"])


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU")
def test_a_gpu_learns_too(rows):
    assert fit(rows, accelerator="auto").macro_f1 > 0.7


def test_the_gpu_is_part_of_what_decides_the_bits(monkeypatch):
    processor = arithmetic("auto")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "some GPU")
    assert arithmetic("auto") == (torch.__version__, "some GPU")
    assert arithmetic("cpu") != arithmetic("auto")
    assert processor[0] == torch.__version__
