"""Training learns, repeats itself bit for bit, and keeps its best epoch."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random_array

from retrain.inference import logits
from retrain.ml_configuration.enums import Loss
from retrain.ml_configuration.network import LinearNetwork, WideNetwork
from retrain.ml_configuration.training import Training
from retrain.pytorch import Rows, Trained, train

LINEAR = LinearNetwork(name="linear", dropout=0.2)
WIDE = WideNetwork(name="wide", dropout=0.2, hidden=8)
TRAINING = Training(
    name="test", seed=7, epochs=6, patience=6, batch_size=32, learning_rate=0.05, weight_decay=0.0,
    loss="squared_hinge", threads=1, audit_key="a-key-for-tests",
)  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> tuple[Rows, Rows]:
    draws = np.random.default_rng(5)
    sparse = csr_matrix(random_array((500, 40), density=0.2, rng=draws), dtype=np.float32)
    dense = draws.normal(size=(500, 2)).astype(np.float32)
    labels = (sparse @ draws.normal(size=(40, 3)) + dense @ draws.normal(size=(2, 3))).argmax(axis=1)
    first, rest = slice(0, 400), slice(400, 500)
    return Rows(sparse[first], dense[first], labels[first]), Rows(sparse[rest], dense[rest], labels[rest])


def fit(rows, network=LINEAR, **changes) -> Trained:
    return train(*rows, 3, network, TRAINING.model_copy(update=changes), live=None)


@pytest.mark.parametrize("network", [LINEAR, WIDE], ids=lambda network: network.name)
def test_a_network_learns_a_linear_rule(rows, network):
    trained = fit(rows, network)
    answers = logits(network.name, trained.tensors, rows[1].sparse, rows[1].dense).argmax(axis=1)
    assert (answers == rows[1].labels).mean() > 0.8


def test_either_loss_learns(rows):
    assert min(fit(rows, loss=loss).macro_f1 for loss in Loss) > 0.7


def test_equal_arguments_give_equal_bits(rows):
    one, other = fit(rows, WIDE), fit(rows, WIDE)
    assert all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)
    assert one.macro_f1 == other.macro_f1


def test_another_seed_gives_other_weights(rows):
    weights = [fit(rows, seed=seed).tensors["sparse.weight"] for seed in (1, 2)]
    assert not np.array_equal(*weights)


def test_training_stops_after_the_patience_and_keeps_the_best_epoch(rows, tmp_path):
    trained = train(*rows, 3, LINEAR, TRAINING.model_copy(update={"epochs": 60, "patience": 2}), tmp_path / "live")
    scores = (tmp_path / "live/plots/metrics/val/macro_f1.tsv").read_text().splitlines()[1:]
    values = [float(line.split("\t")[1]) for line in scores]
    assert len(values) == trained.epoch + 3 < 60
    assert values[trained.epoch] == max(values) == pytest.approx(trained.macro_f1)


def test_live_figures_are_the_same_bytes_twice(rows, tmp_path):
    for name in ("one", "other"):
        train(*rows, 3, LINEAR, TRAINING.model_copy(update={"epochs": 2}), tmp_path / name)
    files = [
        sorted(path.relative_to(tmp_path / name) for path in (tmp_path / name).rglob("*.*"))
        for name in ("one", "other")
    ]
    assert files[0] == files[1]
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes() for file in files[0])
