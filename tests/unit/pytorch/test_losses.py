"""Losses are means over rows and members, weighted where rows or labels have weights."""

import numpy as np
import pytest
import torch

from retrain.ml_configuration.enums import ClassWeights, Loss
from retrain.pytorch.class_weights import class_weights
from retrain.pytorch.losses import LOSSES, mean_loss

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
