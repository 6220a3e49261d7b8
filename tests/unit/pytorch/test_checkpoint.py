"""The newest checkpoint is read where it is intact, and counts as absent where it is not."""

import pytest
from in_memory import InMemory
from training_specs import training_spec

from retrain.pytorch import train
from retrain.pytorch.checkpoint import read_checkpoint


@pytest.mark.parametrize("content", [None, b"", b"no checkpoint", "torn"])
def test_a_checkpoint_that_cannot_be_read_counts_as_none(content, checkpoints, rows):
    train(*rows, training_spec(epochs=1), checkpoints)
    whole = checkpoints.newest()
    assert set(read_checkpoint(checkpoints)["callbacks"]) >= {"EarlyStopping"}
    stored = {None: [], "torn": [whole[:-100]]}.get(content, [content])
    assert read_checkpoint(InMemory(stored)) is None
