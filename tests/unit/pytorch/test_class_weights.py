"""Rare labels can count for more."""

import numpy as np
import pytest
import torch
from sklearn.utils.class_weight import compute_class_weight

from retrain.ml_configuration.enums import ClassWeights, Loss
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
    torch.testing.assert_close(loss_of(LOSSES[loss], logits, labels, weights), apart.mean())


@pytest.mark.parametrize("loss", Loss)
def test_the_loss_of_an_ensemble_is_the_mean_of_its_members(loss):
    logits, labels = torch.randn(9, 2, 3, generator=torch.Generator().manual_seed(1)), torch.from_numpy(LABELS)
    apart = torch.stack([loss_of(LOSSES[loss], logits[:, member], labels) for member in range(2)])
    torch.testing.assert_close(loss_of(LOSSES[loss], logits, labels), apart.mean())
