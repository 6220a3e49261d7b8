"""Losses are means over rows and members, weighted by rows and, as in scikit-learn, by labels."""

import numpy as np
import pytest
import torch
from in_memory import InMemory
from scipy.sparse import csr_matrix
from sklearn.utils.class_weight import compute_class_weight
from training_specs import training_spec

from retrain.inference import logits as linear_logits
from retrain.ml_configuration.enums import ClassWeights, Loss
from retrain.ml_configuration.recipe import Network
from retrain.pytorch import FeatureDataset, train
from retrain.pytorch.losses import LOSSES, class_weights, mean_loss

PLAIN = Network(name="linear", dropout=0.0)
LABELS = np.array([0] * 6 + [1] * 2 + [2])


@pytest.mark.parametrize("loss", Loss)
def test_with_balanced_weights_every_label_counts_alike(loss):
    draws = torch.Generator().manual_seed(1)
    logits, labels = torch.randn(9, 3, generator=draws), torch.from_numpy(LABELS)
    weights = class_weights(ClassWeights.BALANCED, LABELS, 3)
    apart = torch.stack(
        [mean_loss(LOSSES[loss], logits[labels == label], labels[labels == label]) for label in range(3)]
    )
    torch.testing.assert_close(mean_loss(LOSSES[loss], logits, labels, weights[labels]), apart.mean())


@pytest.mark.parametrize("loss", Loss)
def test_the_loss_of_an_ensemble_is_the_mean_of_its_members(loss):
    logits, labels = torch.randn(9, 2, 3, generator=torch.Generator().manual_seed(1)), torch.from_numpy(LABELS)
    apart = torch.stack([mean_loss(LOSSES[loss], logits[:, member], labels) for member in range(2)])
    torch.testing.assert_close(mean_loss(LOSSES[loss], logits, labels), apart.mean())


@pytest.mark.parametrize("loss", Loss)
def test_a_row_that_weighs_double_counts_as_if_it_stood_twice(loss):
    logits, labels = torch.randn(9, 3, generator=torch.Generator().manual_seed(1)), torch.from_numpy(LABELS)
    weights = torch.tensor([2.0] * 3 + [1.0] * 6)
    twice = [*range(9), *range(3)]
    torch.testing.assert_close(
        mean_loss(LOSSES[loss], logits, labels, weights), mean_loss(LOSSES[loss], logits[twice], labels[twice])
    )


def test_balanced_weights_are_those_of_scikit_learn_and_sqrt_their_roots():
    expected = compute_class_weight("balanced", classes=np.arange(3), y=LABELS)
    assert class_weights(ClassWeights.BALANCED, LABELS, 3).tolist() == pytest.approx(expected.tolist())
    assert class_weights(ClassWeights.SQRT, LABELS, 3).tolist() == pytest.approx(np.sqrt(expected).tolist())
    assert class_weights(ClassWeights.NONE, LABELS, 3) is None


def test_with_balanced_weights_a_rare_label_is_predicted_more_often():
    draws = np.random.default_rng(1)
    labels = (draws.random(400) < 0.1).astype(np.int64)
    dense = (labels[:, None] + draws.normal(size=(400, 1))).astype(np.float32)
    rows = FeatureDataset(csr_matrix((400, 0), dtype=np.float32), dense, labels)
    predicted = {}
    for weights in ClassWeights:
        changes = {"epochs": 5, "learning_rate": 0.1, "loss": "cross_entropy", "class_weights": weights}
        spec = training_spec(PLAIN, labels=2, **changes)
        tensors = train(rows, rows, spec, InMemory()).tensors
        predicted[weights] = linear_logits("linear", tensors, rows.sparse, dense).argmax(axis=1).sum()
    assert predicted[ClassWeights.NONE] < predicted[ClassWeights.SQRT] < predicted[ClassWeights.BALANCED]
