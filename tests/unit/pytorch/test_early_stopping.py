"""Training stops when the score no longer rises, and keeps the best epoch or the last."""

import pytest
from in_memory import InMemory
from training_specs import fit, training_spec

from retrain.ml_configuration.enums import KeptEpoch
from retrain.pytorch import lightning_module, train


def test_training_stops_after_the_patience_and_keeps_the_best_epoch(rows, tmp_path):
    trained = train(*rows, training_spec(epochs=60, patience=2), InMemory(), tmp_path / "live")
    scores = (tmp_path / "live/plots/metrics/val/macro_f1.tsv").read_text().splitlines()[1:]
    values = [float(line.split("\t")[1]) for line in scores]
    assert len(values) == trained.epoch + 3 < 60
    assert values[trained.epoch] == max(values) == pytest.approx(trained.macro_f1)


def test_of_tied_epochs_the_latest_counts_and_patience_is_counted_from_the_first(rows, monkeypatch):
    scores = iter([0.5, 0.7, 0.7, 0.6, 0.9])
    monkeypatch.setattr(lightning_module, "macro_f1", lambda confusion: next(scores))
    kept = InMemory()
    trained = train(*rows, training_spec(epochs=5, patience=2), kept)
    assert (trained.epoch, trained.macro_f1) == (2, 0.7)
    assert len(kept.saved) == 4


def test_the_last_epoch_is_kept_where_that_is_wanted(rows, monkeypatch):
    scores = iter([0.5, 0.9, 0.7])
    monkeypatch.setattr(lightning_module, "macro_f1", lambda confusion: next(scores))
    trained = fit(rows, epochs=3, patience=3, keep=KeptEpoch.LAST)
    assert (trained.epoch, trained.macro_f1) == (2, 0.7)
