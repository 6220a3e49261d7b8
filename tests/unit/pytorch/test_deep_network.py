"""The deep network has one hidden layer for sparse and dense features together."""

import numpy as np
import torch
from deeper_networks import DEEP

from retrain.pytorch.networks import build_network


def test_sparse_and_dense_features_share_the_hidden_layer():
    network = build_network(DEEP, sparse=4, dense=2, labels=3)
    shapes = {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}
    assert shapes["sparse.weight"] == (4, 8)
    assert shapes["dense.weight"] == (8, 2)
    assert shapes["output.weight"] == (3, 8)


def test_without_dense_features_the_network_still_has_logits(rows):
    batch = {**rows[0][np.arange(5)], "dense": torch.zeros(5, 0)}
    assert build_network(DEEP, sparse=40, dense=0, labels=3)(batch).shape == (5, 3)
