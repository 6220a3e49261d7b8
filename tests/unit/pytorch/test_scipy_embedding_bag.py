"""Gradients are the same whether torch or scipy sums them."""

import numpy as np
import torch

from retrain.ml_configuration.enums import SparseGradBackend
from retrain.ml_configuration.network import Network
from retrain.pytorch.networks import build_network

WAYS = [(False, SparseGradBackend.TORCH), (True, SparseGradBackend.TORCH), (False, SparseGradBackend.SCIPY)]


def test_gradients_are_equal_whether_torch_or_scipy_sums_them(rows):
    network, batch = build_network(Network(name="deep", dropout=0, hidden=8), 40, 2, 3), rows[0][np.arange(50)]
    torch.nn.init.ones_(network.output.weight)
    gradients = []
    for network.sparse.sparse_gradients, network.sparse.sparse_grad_backend in WAYS:
        network.zero_grad()
        network(batch)[:, 0].square().sum().backward()
        gradients.append(network.sparse.weight.grad)
    assert gradients[1].is_sparse
    torch.testing.assert_close(gradients[1].to_dense(), gradients[0])
    torch.testing.assert_close(gradients[2], gradients[0])
