"""The forward pass computes what torch does, and with the same bits for one row or many."""

import numpy as np
import pytest
import torch
from scipy.sparse import csr_matrix, random_array

from retrain.inference import FORWARD_PASSES, SPARSE_WEIGHT, ForwardPass, SparseRows, Tensors, logits
from retrain.ml_configuration.recipe import Network
from retrain.pytorch import FeatureDataset
from retrain.pytorch.networks import build_network

NETWORKS = [
    Network(name="linear", dropout=0.5),
    Network(name="wide", dropout=0.5, hidden=7),
    Network(name="ensemble", dropout=0.5, hidden=7, hidden_dropout=0.5, sparse_share=0.3),
]
ROWS, SPARSE, DENSE, LABELS = 40, 60, 3, 5


@pytest.fixture
def rows() -> FeatureDataset:
    draws = np.random.default_rng(3)
    sparse = csr_matrix(random_array((ROWS, SPARSE), density=0.2, rng=draws), dtype=np.float32)
    return FeatureDataset(sparse, draws.normal(size=(ROWS, DENSE)).astype(np.float32), draws.integers(0, LABELS, ROWS))


def trained(network, rows) -> tuple[torch.nn.Module, Tensors]:
    torch.manual_seed(0)
    module = build_network(network, SPARSE, DENSE, LABELS).eval()
    for parameter in module.parameters():
        torch.nn.init.normal_(parameter)
    return module, {name: tensor.numpy() for name, tensor in module.state_dict().items()}


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.name)
def test_numpy_predicts_as_torch_does(network, rows):
    module, tensors = trained(network, rows)
    with torch.no_grad():
        expected = module(rows[np.arange(ROWS)]).numpy()
    np.testing.assert_allclose(logits(network.name, tensors, rows.sparse, rows.dense), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.name)
def test_one_row_has_the_bits_that_it_has_among_many(network, rows):
    _, tensors = trained(network, rows)
    together = logits(network.name, tensors, rows.sparse, rows.dense)
    alone = [logits(network.name, tensors, rows.sparse[[n]], rows.dense[[n]])[0] for n in range(ROWS)]
    assert np.array_equal(together, np.array(alone))


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.name)
def test_blocks_beside_each_other_have_the_bits_of_the_joined_matrix(network, rows):
    _, tensors = trained(network, rows)
    assert tensors[SPARSE_WEIGHT].shape == (SPARSE, LABELS)
    blocks = [SparseRows.from_csr(rows.sparse[:, begin:end].tocsr()) for begin, end in ((0, 7), (7, 7), (7, SPARSE))]
    apart = ForwardPass(network.name, tensors).logits(blocks, rows.dense)
    assert apart.tobytes() == logits(network.name, tensors, rows.sparse, rows.dense).tobytes()


def test_a_task_without_dense_features_has_logits_all_the_same(rows):
    network = NETWORKS[0]
    module = build_network(network, SPARSE, 0, LABELS)
    tensors = {name: tensor.numpy() for name, tensor in module.state_dict().items()}
    prediction = logits(network.name, tensors, rows.sparse, np.zeros((ROWS, 0), np.float32))
    assert prediction.shape == (ROWS, LABELS)


def test_sparse_rows_multiply_as_scipys_matrices_do():
    draws = np.random.default_rng(1)
    dense = (draws.random((7, 30)) * (draws.random((7, 30)) < 0.3)).astype(np.float32)
    weights = draws.normal(size=(30, 5)).astype(np.float32)
    assert (SparseRows.from_dense(dense) @ weights).tobytes() == (csr_matrix(dense) @ weights).tobytes()
    alone = [(SparseRows.from_dense(row[None]) @ weights)[0] for row in dense]
    assert np.array(alone).tobytes() == (csr_matrix(dense) @ weights).tobytes()
    assert (SparseRows.from_csr(csr_matrix(dense)) @ weights).tobytes() == (csr_matrix(dense) @ weights).tobytes()


def test_each_network_with_a_forward_pass_is_compared_with_torch():
    assert {network.name for network in NETWORKS} == set(FORWARD_PASSES)
