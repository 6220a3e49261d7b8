"""The metrics of each epoch are reported, those before a checkpoint again after it."""

from in_memory import InMemory
from training_specs import training_spec

from retrain.pytorch import train


def test_a_training_that_had_ended_reports_its_epochs_again(rows, checkpoints):
    reported = []

    def on_epoch_end(epoch, metrics):
        reported.append((epoch, dict(metrics)))
        return False

    train(*rows, training_spec(epochs=3), checkpoints, on_epoch_end=on_epoch_end)
    first = list(reported)
    train(*rows, training_spec(epochs=3), checkpoints, on_epoch_end=on_epoch_end)
    assert reported == first + first
    assert len(first) > 1


def test_dvclives_files_are_the_same_bytes_twice(rows, tmp_path):
    for name in ("one", "other"):
        train(*rows, training_spec(epochs=2), InMemory(), tmp_path / name)
    files = [
        sorted(path.relative_to(tmp_path / name) for path in (tmp_path / name).rglob("*.*"))
        for name in ("one", "other")
    ]
    assert files[0] == files[1]
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes() for file in files[0])
