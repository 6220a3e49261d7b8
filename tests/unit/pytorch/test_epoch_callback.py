"""The metrics of each epoch are reported, those before a checkpoint again after it."""

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
