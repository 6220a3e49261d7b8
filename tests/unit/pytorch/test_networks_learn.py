"""The networks that predict through torch learn, and resume with the same bits."""

import numpy as np
import pytest
from deeper_networks import DEEP, TABULAR, TEXT
from in_memory import InMemory
from scipy.sparse import csr_matrix
from training_specs import training_spec

from retrain.model.network_logits import compute_logits
from retrain.pytorch import FeatureDataset, TrainingSpec, train

NETWORKS = [(DEEP, "adamw"), (DEEP, "adagrad"), (TABULAR, "adamw"), (TEXT, "adamw")]


def spec(network, optimizer, epochs=8) -> TrainingSpec:
    rate = 0.02 if optimizer == "adamw" else 0.2
    changes = {"optimizer": optimizer, "learning_rate": rate, "loss": "cross_entropy"}
    return training_spec(network, epochs=epochs, patience=epochs, **changes)


def same(one, other) -> bool:
    return all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)


@pytest.fixture(scope="module")
def texts() -> tuple[FeatureDataset, FeatureDataset]:
    """Six words each; the label says whether word 1 stands right before word 2, right after it, or neither."""
    draws = np.random.default_rng(5)
    words = draws.integers(3, 12, (500, 6)).astype(np.float32)
    labels, places = draws.integers(0, 3, 500), draws.integers(0, 5, 500)
    for row, label, place in zip(words, labels, places, strict=True):
        row[place : place + 2] = ([1, 2], [2, 1], [1, 1])[label]
    every = FeatureDataset(csr_matrix((500, 0), dtype=np.float32), words, labels)
    return every.head(400), FeatureDataset(every.sparse[400:], words[400:], labels[400:])


@pytest.fixture
def data(network, rows, texts) -> tuple[FeatureDataset, FeatureDataset]:
    return texts if network is TEXT else rows


@pytest.mark.parametrize(("network", "optimizer"), NETWORKS)
def test_a_network_learns_a_rule(data, network, optimizer):
    trained = train(*data, spec(network, optimizer), InMemory())
    predictions = compute_logits(network, trained.tensors, data[1].sparse, data[1].dense, 3).argmax(axis=1)
    assert (predictions == data[1].labels).mean() > 0.8


@pytest.mark.parametrize(("network", "optimizer"), NETWORKS)
def test_a_training_resumed_from_any_epoch_ends_with_the_bits_of_an_uninterrupted_one(data, network, optimizer):
    kept, chosen = InMemory(), spec(network, optimizer, epochs=3)
    expected = train(*data, chosen, kept)
    for number in range(3):
        assert same(train(*data, chosen, InMemory(kept.saved[:number])), expected)
