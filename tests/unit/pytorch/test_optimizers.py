"""Optimizers use sparse gradients where that is cheaper and possible."""

import numpy as np
import pytest
from in_memory import InMemory
from scipy.sparse import csr_matrix
from training_specs import OPTIONS, WIDE, training_spec

from retrain.ml_configuration.enums import SparseGradBackend
from retrain.ml_configuration.training import Training
from retrain.pytorch import FeatureDataset, train
from retrain.pytorch.networks import build_network
from retrain.pytorch.optimizers import OPTIMIZERS


def test_sparse_gradients_move_the_features_of_the_batch_alone(rows):
    training, validation = rows
    widened = csr_matrix((training.sparse.data, training.sparse.indices, training.sparse.indptr), shape=(400, 60_000))
    one = FeatureDataset(widened, training.dense, training.labels)
    other = FeatureDataset(csr_matrix((100, 60_000), dtype=np.float32), validation.dense, validation.labels)
    weights = train(
        one,
        other,
        training_spec(WIDE, optimizer="adagrad", learning_rate=0.2, loss="cross_entropy", epochs=1),
        InMemory(),
    ).tensors["sparse.weight"]
    again = train(
        one,
        other,
        training_spec(WIDE, optimizer="adagrad", learning_rate=0.2, loss="cross_entropy", epochs=2),
        InMemory(),
    ).tensors["sparse.weight"]
    moved = (weights != again).any(axis=1)
    assert moved[:40].all()
    assert not moved[40:].any()


@pytest.mark.parametrize("optimizer", ["adagrad", "adamw"])
def test_a_training_may_leave_the_sums_to_scipy(optimizer):
    network, chosen = build_network(WIDE, 40, 2, 3), training_spec(WIDE, optimizer=optimizer).options
    OPTIMIZERS[chosen.optimizer](network, chosen.model_copy(update={"summation": SparseGradBackend.SCIPY}))
    assert (network.sparse.sparse_gradients, network.sparse.sparse_grad_backend) == (False, SparseGradBackend.SCIPY)


@pytest.mark.parametrize(("devices", "sparse"), [(1, True), (2, False)])
def test_processes_that_average_gradients_average_dense_ones(devices, sparse):
    network, chosen = build_network(WIDE, 40, 2, 3), training_spec(WIDE, optimizer="adagrad").options
    OPTIMIZERS[chosen.optimizer](network, chosen.model_copy(update={"devices": devices}))
    assert network.sparse.sparse_gradients is sparse


def test_weight_decay_on_sparse_gradients_is_refused():
    with pytest.raises(ValueError, match="adagrad has no weight decay"):
        Training(**{**OPTIONS, "optimizer": "adagrad", "weight_decay": 0.1})


def test_gradients_that_scipy_sums_stay_on_the_processor():
    with pytest.raises(ValueError, match="summation: scipy runs on the CPU; with accelerator: auto use torch"):
        Training(**{**OPTIONS, "summation": "scipy", "accelerator": "auto"})
