"""The networks that are asked through torch learn, repeat their bits, and go on after a stop."""

import numpy as np
import pytest
import torch
from in_memory import InMemory
from scipy.sparse import csr_matrix

from retrain.ml_configuration.enums import Summation
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.network import Network
from retrain.ml_configuration.training import Training
from retrain.model.network_logits import ask
from retrain.pytorch import Rows, Setting, train
from retrain.pytorch.networks import build_network
from retrain.pytorch.optimizers import OPTIMIZERS

DEEP = Network(name="deep", dropout=0.1, hidden=8)
TABULAR = Network(name="tabular", dropout=0.1, hidden=16, members=3)
TEXT = Network(name="text_cnn", dropout=0.1, length=6, vocabulary=9, embedding=8, channels=16, window=2)
WAYS = [(False, Summation.TORCH), (True, Summation.TORCH), (False, Summation.SCIPY)]
NETWORKS = [(DEEP, "adamw"), (DEEP, "adagrad"), (TABULAR, "adamw"), (TEXT, "adamw")]


def setting(network, optimizer="adamw", epochs=8) -> Setting:
    return Setting(
        3,
        network,
        Training(
            name="test", seed=7, epochs=epochs, patience=epochs, batch_size=32, optimizer=optimizer,
            learning_rate=0.02 if optimizer == "adamw" else 0.2, weight_decay=0.0, loss="cross_entropy", threads=1,
            workers=0, devices=1, strategy="auto", limit_batches=None, overfit_batches=None, profile=False,
            audit_key="a-key-for-tests",
        ),
    )  # fmt: skip


def same(one, other) -> bool:
    return all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)


@pytest.fixture(scope="module")
def texts() -> tuple[Rows, Rows]:
    """Six words each; the label says whether word 1 stands right before word 2, right after it, or neither."""
    draws = np.random.default_rng(5)
    words = draws.integers(3, 12, (500, 6)).astype(np.float32)
    labels, places = draws.integers(0, 3, 500), draws.integers(0, 5, 500)
    for row, label, place in zip(words, labels, places, strict=True):
        row[place : place + 2] = ([1, 2], [2, 1], [1, 1])[label]
    every = Rows(csr_matrix((500, 0), dtype=np.float32), words, labels)
    return every.first(400), Rows(every.sparse[400:], words[400:], labels[400:])


@pytest.fixture
def data(network, rows, texts) -> tuple[Rows, Rows]:
    return texts if network is TEXT else rows


@pytest.mark.parametrize(("network", "optimizer"), NETWORKS)
def test_a_network_learns_a_rule(data, network, optimizer):
    trained = train(*data, setting(network, optimizer), InMemory())
    answers = ask(network, trained.tensors, data[1].sparse, data[1].dense, 3).argmax(axis=1)
    assert (answers == data[1].labels).mean() > 0.8


@pytest.mark.parametrize(("network", "optimizer"), NETWORKS)
def test_a_training_gone_on_from_any_epoch_ends_with_the_bits_of_one_that_never_stopped(data, network, optimizer):
    kept, chosen = InMemory(), setting(network, optimizer, epochs=3)
    expected = train(*data, chosen, kept)
    for number in range(3):
        assert same(train(*data, chosen, InMemory(kept.saved[:number])), expected)


def test_sparse_gradients_move_the_features_of_the_batch_alone(rows):
    training, validation = rows
    widened = csr_matrix((training.sparse.data, training.sparse.indices, training.sparse.indptr), shape=(400, 60_000))
    one = Rows(widened, training.dense, training.labels)
    other = Rows(csr_matrix((100, 60_000), dtype=np.float32), validation.dense, validation.labels)
    weights = train(one, other, setting(DEEP, "adagrad", epochs=1), InMemory()).tensors["sparse.weight"]
    again = train(one, other, setting(DEEP, "adagrad", epochs=2), InMemory()).tensors["sparse.weight"]
    moved = (weights != again).any(axis=1)
    assert moved[:40].all()
    assert not moved[40:].any()


def test_gradients_are_equal_whoever_sums_them(rows):
    network, batch = build_network(Network(name="deep", dropout=0, hidden=8), 40, 2, 3), rows[0][np.arange(50)]
    torch.nn.init.ones_(network.output.weight)
    gradients = []
    for network.sparse.sparse_gradients, network.sparse.summation in WAYS:
        network.zero_grad()
        network(batch)[:, 0].square().sum().backward()
        gradients.append(network.sparse.weight.grad)
    assert gradients[1].is_sparse
    torch.testing.assert_close(gradients[1].to_dense(), gradients[0])
    torch.testing.assert_close(gradients[2], gradients[0])


@pytest.mark.parametrize("optimizer", ["adagrad", "adamw"])
def test_a_training_may_leave_the_sums_to_scipy(optimizer):
    network, chosen = build_network(DEEP, 40, 2, 3), setting(DEEP, optimizer).configuration
    OPTIMIZERS[chosen.optimizer](network, chosen.model_copy(update={"summation": Summation.SCIPY}))
    assert (network.sparse.sparse_gradients, network.sparse.summation) == WAYS[2]


@pytest.mark.parametrize(("devices", "sparse"), [(1, True), (2, False)])
def test_processes_that_average_gradients_average_dense_ones(devices, sparse):
    network, chosen = build_network(DEEP, 40, 2, 3), setting(DEEP, "adagrad").configuration
    OPTIMIZERS[chosen.optimizer](network, chosen.model_copy(update={"devices": devices}))
    assert network.sparse.sparse_gradients is sparse


def test_members_of_an_ensemble_answer_apart_in_training_and_together_afterwards(rows):
    network = build_network(Network(name="tabular", dropout=0, hidden=16, members=3), 40, 2, 3)
    batch = rows[0][np.arange(10)]
    members = network.train()(batch)
    assert members.shape == (10, 3, 3)
    assert (members[:, 0] - members[:, 1]).abs().min() > 0
    torch.testing.assert_close(network.eval()(batch).exp(), members.softmax(dim=2).mean(dim=1))


def test_words_beyond_the_vocabulary_count_as_unknown():
    network = build_network(TEXT, 0, 6, 3).eval()
    torch.nn.init.normal_(network.output.weight)
    row = np.array([[1, 2, 0, 9, 0, 3], [1, 2, 10, 9, 4711, 3]], np.float32)
    known, unknown = network(Rows(csr_matrix((2, 0), dtype=np.float32), row, np.zeros(2, np.int64))[np.arange(2)])
    assert torch.equal(known, unknown)


def test_a_text_of_another_length_is_refused():
    with pytest.raises(InputError, match="6 words are not the 7 dense features"):
        build_network(TEXT, 0, 7, 3)


def test_weight_decay_on_sparse_gradients_is_refused():
    with pytest.raises(ValueError, match="adagrad has no weight decay"):
        Training(**{**setting(DEEP).configuration.model_dump(), "optimizer": "adagrad", "weight_decay": 0.1})


def test_gradients_that_scipy_sums_stay_on_the_processor():
    with pytest.raises(ValueError, match="scipy sums in the processor's memory; with accelerator: auto take torch"):
        Training(**{**setting(DEEP).configuration.model_dump(), "summation": "scipy", "accelerator": "auto"})
