"""Training learns, repeats itself bit for bit, and keeps its best epoch."""

import numpy as np
import pytest
import torch
from in_memory import InMemory

from retrain.inference import logits
from retrain.ml_configuration.enums import Kept, Loss
from retrain.ml_configuration.network import Network
from retrain.ml_configuration.training import Training
from retrain.pytorch import Setting, Trained, arithmetic, data_module, lightning_module, train

LINEAR = Network(name="linear", dropout=0.2)
WIDE = Network(name="wide", dropout=0.2, hidden=8)
TRAINING = Training(
    name="test", seed=7, epochs=6, patience=6, batch_size=32, learning_rate=0.05, weight_decay=0.0,
    loss="squared_hinge", threads=1, workers=0, devices=1, strategy="auto", limit_batches=None, overfit_batches=None,
    profile=False, audit_key="a-key-for-tests",
)  # fmt: skip


def setting(network=LINEAR, **changes) -> Setting:
    return Setting(3, network, TRAINING.model_copy(update=changes))


def fit(rows, network=LINEAR, **changes) -> Trained:
    return train(*rows, setting(network, **changes), InMemory())


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


def test_the_bits_do_not_depend_on_how_many_batches_lightning_gets_at_once(rows, monkeypatch):
    together = fit(rows)
    monkeypatch.setattr(data_module, "AT_ONCE", 3)
    apart = fit(rows)
    assert all(np.array_equal(together.tensors[name], apart.tensors[name]) for name in together.tensors)


def test_another_seed_gives_other_weights(rows):
    weights = [fit(rows, seed=seed).tensors["sparse.weight"] for seed in (1, 2)]
    assert not np.array_equal(*weights)


def test_training_stops_after_the_patience_and_keeps_the_best_epoch(rows, tmp_path):
    trained = train(*rows, setting(epochs=60, patience=2), InMemory(), tmp_path / "live")
    scores = (tmp_path / "live/plots/metrics/val/macro_f1.tsv").read_text().splitlines()[1:]
    values = [float(line.split("\t")[1]) for line in scores]
    assert len(values) == trained.epoch + 3 < 60
    assert values[trained.epoch] == max(values) == pytest.approx(trained.macro_f1)


def test_of_tied_epochs_the_latest_counts_and_patience_is_counted_from_the_first(rows, monkeypatch):
    scores = iter([0.5, 0.7, 0.7, 0.6, 0.9])
    monkeypatch.setattr(lightning_module, "macro_f1", lambda confusion: next(scores))
    kept = InMemory()
    trained = train(*rows, setting(epochs=5, patience=2), kept)
    assert (trained.epoch, trained.macro_f1) == (2, 0.7)
    assert len(kept.saved) == 4


def test_the_last_epoch_is_kept_where_that_is_wanted(rows, monkeypatch):
    scores = iter([0.5, 0.9, 0.7])
    monkeypatch.setattr(lightning_module, "macro_f1", lambda confusion: next(scores))
    trained = fit(rows, epochs=3, patience=3, keep=Kept.LAST)
    assert (trained.epoch, trained.macro_f1) == (2, 0.7)


def test_a_limit_trains_on_the_first_batches_of_each_epoch_alone(rows, monkeypatch):
    numbers = []
    learn = lightning_module.Module.learn
    monkeypatch.setattr(
        lightning_module.Module,
        "learn",
        lambda self, batch, number: (numbers.append(number), learn(self, batch, number)),
    )
    fit(rows, epochs=2, limit_batches=3)
    assert numbers == [0, 1, 2] * 2


def test_live_figures_are_the_same_bytes_twice(rows, tmp_path):
    for name in ("one", "other"):
        train(*rows, setting(epochs=2), InMemory(), tmp_path / name)
    files = [
        sorted(path.relative_to(tmp_path / name) for path in (tmp_path / name).rglob("*.*"))
        for name in ("one", "other")
    ]
    assert files[0] == files[1]
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes() for file in files[0])


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU, which computes other bits")
def test_without_a_gpu_auto_gives_the_processors_bits(rows):
    one, other = fit(rows, WIDE), fit(rows, WIDE, accelerator="auto")
    assert all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)


def test_half_precision_learns_and_leaves_weights_of_32_bits(rows):
    trained = fit(rows, WIDE, precision="bf16-mixed")
    assert trained.macro_f1 > 0.7
    assert {tensor.dtype for tensor in trained.tensors.values()} == {np.dtype(np.float32)}
    assert not np.array_equal(trained.tensors["output.weight"], fit(rows, WIDE).tensors["output.weight"])


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU")
def test_a_gpu_learns_too(rows):
    assert fit(rows, WIDE, accelerator="auto").macro_f1 > 0.7


def test_the_gpu_is_part_of_what_decides_the_bits(monkeypatch):
    processor = arithmetic("auto")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "some GPU")
    assert arithmetic("auto") == (torch.__version__, "some GPU")
    assert arithmetic("cpu") != arithmetic("auto")
    assert processor[0] == torch.__version__
