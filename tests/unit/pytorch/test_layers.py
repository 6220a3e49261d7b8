"""The shared layers compute sums of weighted rows, and start at zero; torch and scipy sum the same gradients."""

import numpy as np
import torch

from retrain.ml_configuration.enums import SparseGradBackend
from retrain.ml_configuration.recipe import Network
from retrain.pytorch.layers import Affine, SparseLinear
from retrain.pytorch.networks import build_network

WAYS = [(False, SparseGradBackend.TORCH), (True, SparseGradBackend.TORCH), (False, SparseGradBackend.SCIPY)]


def test_a_dense_layer_starts_at_zero_and_is_a_bias_without_inputs():
    assert Affine(3, 2)(torch.ones(4, 3)).tolist() == [[0, 0]] * 4
    layer = Affine(0, 2)
    torch.nn.init.ones_(layer.bias)
    assert layer(torch.ones(4, 0)).tolist() == [[1, 1]] * 4


def test_a_sparse_layer_sums_the_weighted_rows_of_each_example():
    layer = SparseLinear(3, 2, dropout=0.5).eval()
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[1.0, 0], [0, 1], [5, 5]]))
    batch = {
        "indices": torch.tensor([0, 1, 1]),
        "offsets": torch.tensor([0, 2]),
        "weights": torch.tensor([2.0, 3.0, 4.0]),
    }
    assert layer(batch).tolist() == [[2, 3], [0, 4]]


def test_gradients_are_equal_whether_torch_or_scipy_sums_them(rows):
    network, batch = build_network(Network(name="wide", dropout=0, hidden=8), 40, 2, 3), rows[0][np.arange(50)]
    torch.nn.init.ones_(network.output.weight)
    gradients = []
    for network.sparse.sparse_gradients, network.sparse.sparse_grad_backend in WAYS:
        network.zero_grad()
        network(batch)[:, 0].square().sum().backward()
        gradients.append(network.sparse.weight.grad)
    assert gradients[1].is_sparse
    torch.testing.assert_close(gradients[1].to_dense(), gradients[0])
    torch.testing.assert_close(gradients[2], gradients[0])
