"""The members of the tabular network are trained apart and predict together."""

import numpy as np
import torch

from retrain.ml_configuration.recipe import Network
from retrain.pytorch.networks import build_network


def test_members_of_an_ensemble_have_logits_of_their_own_in_training_and_common_ones_afterwards(rows):
    network = build_network(Network(name="tabular", dropout=0, hidden=16, members=3), 40, 2, 3)
    batch = rows[0][np.arange(10)]
    members = network.train()(batch)
    assert members.shape == (10, 3, 3)
    assert (members[:, 0] - members[:, 1]).abs().min() > 0
    torch.testing.assert_close(network.eval()(batch).exp(), members.softmax(dim=2).mean(dim=1))
