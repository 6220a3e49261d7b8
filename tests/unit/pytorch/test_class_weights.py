"""Rare labels can count for more."""

import numpy as np
import pytest
import torch
from in_memory import InMemory
from scipy.sparse import csr_matrix
from sklearn.utils.class_weight import compute_class_weight

from retrain.inference import logits
from retrain.ml_configuration.enums import ClassWeights, Loss
from retrain.ml_configuration.network import Network
from retrain.ml_configuration.training import Training
from retrain.pytorch import Rows, Setting, train
from retrain.pytorch.class_weights import class_weights
from retrain.pytorch.losses import LOSSES, loss_of

LABELS = np.array([0] * 6 + [1] * 2 + [2])


def test_balanced_weights_are_those_of_scikit_learn_and_sqrt_their_roots():
    expected = compute_class_weight("balanced", classes=np.arange(3), y=LABELS)
    assert class_weights(ClassWeights.BALANCED, LABELS, 3).tolist() == pytest.approx(expected.tolist())
    assert class_weights(ClassWeights.SQRT, LABELS, 3).tolist() == pytest.approx(np.sqrt(expected).tolist())
    assert class_weights(ClassWeights.NONE, LABELS, 3) is None


@pytest.mark.parametrize("loss", Loss)
def test_with_balanced_weights_every_label_counts_alike(loss):
    draws = torch.Generator().manual_seed(1)
    logits, labels = torch.randn(9, 3, generator=draws), torch.from_numpy(LABELS)
    weights = class_weights(ClassWeights.BALANCED, LABELS, 3)
    apart = torch.stack([loss_of(LOSSES[loss], logits[labels == label], labels[labels == label]) for label in range(3)])
    torch.testing.assert_close(loss_of(LOSSES[loss], logits, labels, weights[labels]), apart.mean())


@pytest.mark.parametrize("loss", Loss)
def test_the_loss_of_an_ensemble_is_the_mean_of_its_members(loss):
    logits, labels = torch.randn(9, 2, 3, generator=torch.Generator().manual_seed(1)), torch.from_numpy(LABELS)
    apart = torch.stack([loss_of(LOSSES[loss], logits[:, member], labels) for member in range(2)])
    torch.testing.assert_close(loss_of(LOSSES[loss], logits, labels), apart.mean())


def test_with_balanced_weights_a_rare_label_is_answered_more_often():
    draws = np.random.default_rng(1)
    labels = (draws.random(400) < 0.1).astype(np.int64)
    dense = (labels[:, None] + draws.normal(size=(400, 1))).astype(np.float32)
    rows = Rows(csr_matrix((400, 0), dtype=np.float32), dense, labels)
    answered = {}
    for weights in ClassWeights:
        training = Training(
            name="test", seed=7, epochs=5, patience=5, batch_size=32, learning_rate=0.1, weight_decay=0.0,
            loss="cross_entropy", class_weights=weights, threads=1, workers=0, devices=1, strategy="auto",
            limit_batches=None, overfit_batches=None, profile=False, audit_key="a-key-for-tests",
        )  # fmt: skip
        tensors = train(rows, rows, Setting(2, Network(name="linear", dropout=0.0), training), InMemory()).tensors
        answered[weights] = logits("linear", tensors, rows.sparse, dense).argmax(axis=1).sum()
    assert answered[ClassWeights.NONE] < answered[ClassWeights.SQRT] < answered[ClassWeights.BALANCED]


@pytest.mark.parametrize("loss", Loss)
def test_a_row_that_weighs_double_counts_as_if_it_stood_twice(loss):
    logits, labels = torch.randn(9, 3, generator=torch.Generator().manual_seed(1)), torch.from_numpy(LABELS)
    weights = torch.tensor([2.0] * 3 + [1.0] * 6)
    twice = [*range(9), *range(3)]
    torch.testing.assert_close(
        loss_of(LOSSES[loss], logits, labels, weights), loss_of(LOSSES[loss], logits[twice], labels[twice])
    )


def test_rows_that_hardly_weigh_are_hardly_learnt():
    dense = np.tile(np.array([[1.0], [-1.0]], np.float32), (100, 1))
    labels = np.tile([0, 1], 100)
    wrong = np.concatenate([1 - labels, 1 - labels])
    rows = Rows(
        csr_matrix((600, 0), dtype=np.float32),
        np.concatenate([dense] * 3),
        np.concatenate([labels, wrong]),
        np.repeat(np.array([1, 0.01, 0.01], np.float32), 200),
    )
    training = Training(
        name="test", seed=7, epochs=5, patience=5, batch_size=32, learning_rate=0.1, weight_decay=0.0,
        loss="cross_entropy", threads=1, workers=0, devices=1, strategy="auto", limit_batches=None,
        overfit_batches=None, profile=False, audit_key="a-key-for-tests",
    )  # fmt: skip
    right = Rows(csr_matrix((200, 0), dtype=np.float32), dense, labels)
    tensors = train(rows, right, Setting(2, Network(name="linear", dropout=0.0), training), InMemory()).tensors
    assert (logits("linear", tensors, right.sparse, dense).argmax(axis=1) == labels).all()
