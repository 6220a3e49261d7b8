"""A training that was stopped anywhere ends with the bits of one that was not."""

import os
import signal
from pathlib import Path

import numpy as np
import pytest
from in_memory import InMemory
from torch.multiprocessing.spawn import ProcessException
from training_specs import WIDE, training_spec

from retrain.pytorch import TrainingSpec, train
from retrain.pytorch.lightning_module import ClassifierModule

CHANGES = {"epochs": 5, "patience": 2, "batch_size": 33, "weight_decay": 0.01, "loss": "cross_entropy"}
BATCHES = 13


class StoppedError(Exception):
    """Stands for the end of the process."""


def spec(**changes) -> TrainingSpec:
    return training_spec(WIDE, **{**CHANGES, **changes})


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def same(one, other) -> bool:
    return (
        one.tensors.keys() == other.tensors.keys()
        and all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)
        and (one.epoch, one.macro_f1) == (other.epoch, other.macro_f1)
    )


def stop_at(monkeypatch, step: str, calls: int) -> None:
    """Raises at the so-manieth call of a step of the module."""
    original, seen = getattr(ClassifierModule, step), iter(range(calls))

    def stopping(self, *arguments):
        if next(seen, None) is None:
            raise StoppedError
        return original(self, *arguments)

    monkeypatch.setattr(ClassifierModule, step, stopping)


@pytest.fixture(scope="module")
def uninterrupted(rows, tmp_path_factory):
    """What a training yields that nothing stops: its result, its checkpoints, its live figures."""
    kept, live = InMemory(), tmp_path_factory.mktemp("uninterrupted") / "live"
    return train(*rows, spec(), kept, live), kept.saved, files(live)


@pytest.mark.parametrize(
    "place",
    [("optimize", 0, 0), ("optimize", 5, 2), ("optimize", 2 * BATCHES, 0),
     ("optimize", 3 * BATCHES + 7, 0), ("optimize", 3 * BATCHES + 7, 2), ("validation_step", 2, 2),
     ("on_validation_epoch_end", 1, 0)],
)  # fmt: skip
def test_a_stopped_training_ends_as_if_nothing_had_happened(
    rows, uninterrupted, checkpoints, tmp_path, monkeypatch, place
):
    step, calls, workers = place
    chosen = spec(workers=workers)
    with monkeypatch.context() as patched, pytest.raises(StoppedError):
        stop_at(patched, step, calls)
        train(*rows, chosen, checkpoints, tmp_path / "live")
    assert same(train(*rows, chosen, checkpoints, tmp_path / "live"), uninterrupted[0])
    assert files(tmp_path / "live") == uninterrupted[2]


def test_every_epoch_can_be_resumed_from(rows, uninterrupted, tmp_path):
    expected, saved, live = uninterrupted
    for number in range(1, len(saved) + 1):
        assert same(train(*rows, spec(), InMemory(saved[:number]), tmp_path / "live"), expected)
        assert files(tmp_path / "live") == live


def test_a_finished_training_trains_nothing(rows, uninterrupted, monkeypatch):
    stop_at(monkeypatch, "optimize", 0)
    assert same(train(*rows, spec(), InMemory(uninterrupted[1])), uninterrupted[0])


def test_early_stopping_survives_a_resume(rows, checkpoints, monkeypatch):
    expected = train(*rows, spec(patience=1), checkpoints)
    assert len(checkpoints.saved) < CHANGES["epochs"]
    stop_at(monkeypatch, "optimize", 0)
    assert same(train(*rows, spec(patience=1), checkpoints), expected)


@pytest.mark.parametrize("damage", [b"", b"no checkpoint", None])
def test_an_unreadable_checkpoint_starts_afresh(rows, uninterrupted, damage):
    torn = uninterrupted[1][1][:-100] if damage is None else damage
    assert same(train(*rows, spec(), InMemory([torn])), uninterrupted[0])


def test_a_full_disk_ends_training_and_loses_no_finished_epoch(rows, uninterrupted, checkpoints):
    checkpoints.fail_at = 2
    with pytest.raises(OSError, match="No space left"):
        train(*rows, spec(), checkpoints)
    assert len(checkpoints.saved) == 2
    checkpoints.fail_at = None
    assert same(train(*rows, spec(), checkpoints), uninterrupted[0])


def test_overfitting_uses_its_batches_alone(rows, checkpoints):
    trained = train(*rows, spec(overfit_batches=1, epochs=40, patience=40), checkpoints)
    assert trained.macro_f1 == pytest.approx(1.0)


def test_profiling_prints_where_the_time_went_and_changes_no_bit(rows, uninterrupted, checkpoints, capsys):
    assert same(train(*rows, spec(profile=True), checkpoints), uninterrupted[0])
    assert "run_training_batch" in capsys.readouterr().out


class OnDisk:
    """Checkpoints that several processes share."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def newest(self) -> bytes | None:
        return self.file.read_bytes() if self.file.is_file() else None

    def save(self, content: bytes) -> None:
        part = self.file.with_suffix(".part")
        part.write_bytes(content)
        part.replace(self.file)


def kill_one(monkeypatch, marks: Path, times: int, *, epochs_between: int) -> None:
    """Kills the second process at its so-manieth batches, a mark in a folder for each kill."""
    original = ClassifierModule.training_step
    marks.mkdir()

    def dying(self, batch, batch_idx):
        kills = len(list(marks.iterdir()))
        due = self.trainer.current_epoch >= kills * epochs_between
        if due and self.trainer.global_rank == 1 and kills < times and batch_idx == 3:
            (marks / str(kills)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return original(self, batch, batch_idx)

    monkeypatch.setattr(ClassifierModule, "training_step", dying)


def test_two_processes_of_which_one_is_killed_end_as_if_nothing_had_happened(rows, tmp_path, monkeypatch):
    chosen = spec(devices=2, strategy="ddp", epochs=3)
    expected = train(*rows, chosen, OnDisk(tmp_path / "expected.ckpt"), tmp_path / "expected")
    kill_one(monkeypatch, tmp_path / "marks", times=2, epochs_between=1)
    assert same(train(*rows, chosen, OnDisk(tmp_path / "newest.ckpt"), tmp_path / "live"), expected)
    assert files(tmp_path / "live") == files(tmp_path / "expected")
    assert len(files(tmp_path / "marks")) == 2


def test_a_process_that_dies_again_and_again_ends_the_training(rows, tmp_path, monkeypatch):
    kill_one(monkeypatch, tmp_path / "marks", times=99, epochs_between=0)
    with pytest.raises(ProcessException):
        train(*rows, spec(devices=2, strategy="ddp", epochs=1), OnDisk(tmp_path / "newest.ckpt"))
    assert len(files(tmp_path / "marks")) == 3
