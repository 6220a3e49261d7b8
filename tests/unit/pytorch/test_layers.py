"""The shared layers compute sums of weighted rows, and start at zero."""

import torch

from retrain.pytorch.layers import Affine, SparseLinear


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
