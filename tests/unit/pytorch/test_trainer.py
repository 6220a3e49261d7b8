"""Training learns, and repeats itself bit for bit."""

import numpy as np
import pytest
import torch
from training_specs import LINEAR, WIDE, fit

from retrain.inference import logits
from retrain.ml_configuration.enums import Loss


@pytest.mark.parametrize("network", [LINEAR, WIDE], ids=lambda network: network.name)
def test_a_network_learns_a_linear_rule(rows, network):
    trained = fit(rows, network)
    predictions = logits(network.name, trained.tensors, rows[1].sparse, rows[1].dense).argmax(axis=1)
    assert (predictions == rows[1].labels).mean() > 0.8


def test_either_loss_learns(rows):
    assert min(fit(rows, loss=loss).macro_f1 for loss in Loss) > 0.7


def test_equal_arguments_give_equal_bits(rows):
    one, other = fit(rows, WIDE), fit(rows, WIDE)
    assert all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)
    assert one.macro_f1 == other.macro_f1


def test_another_seed_gives_other_weights(rows):
    weights = [fit(rows, seed=seed).tensors["sparse.weight"] for seed in (1, 2)]
    assert not np.array_equal(*weights)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU, which computes other bits")
def test_without_a_gpu_auto_gives_the_processors_bits(rows):
    one, other = fit(rows, WIDE), fit(rows, WIDE, accelerator="auto")
    assert all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)


def test_half_precision_learns_and_leaves_weights_of_32_bits(rows):
    trained = fit(rows, WIDE, precision="bf16-mixed")
    assert trained.macro_f1 > 0.7
    assert {tensor.dtype for tensor in trained.tensors.values()} == {np.dtype(np.float32)}
    assert not np.array_equal(trained.tensors["output.weight"], fit(rows, WIDE).tensors["output.weight"])


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU")
def test_a_gpu_learns_too(rows):
    assert fit(rows, WIDE, accelerator="auto").macro_f1 > 0.7
