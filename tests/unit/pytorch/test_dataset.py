"""Rows are served as slices of arrays, in the epoch's order, with the weight that each has in the loss."""

import numpy as np
from in_memory import InMemory
from scipy.sparse import csr_matrix
from training_specs import fit, training_spec

from retrain.inference import logits
from retrain.ml_configuration.recipe import Network
from retrain.pytorch import FeatureDataset, dataset, lightning_module, train


def test_a_batch_holds_the_rows_at_its_positions(rows):
    batch = rows[0][np.array([3, 1])]
    assert batch["labels"].tolist() == rows[0].labels[[3, 1]].tolist()
    assert batch["indices"].tolist() == rows[0].sparse[[3, 1]].indices.tolist()
    assert "sample_weights" not in batch
    assert len(rows[0].head(7)) == 7


def test_rows_that_hardly_weigh_are_hardly_learnt():
    dense = np.tile(np.array([[1.0], [-1.0]], np.float32), (100, 1))
    labels = np.tile([0, 1], 100)
    wrong = np.concatenate([1 - labels, 1 - labels])
    rows = FeatureDataset(
        csr_matrix((600, 0), dtype=np.float32),
        np.concatenate([dense] * 3),
        np.concatenate([labels, wrong]),
        np.repeat(np.array([1, 0.01, 0.01], np.float32), 200),
    )
    right = FeatureDataset(csr_matrix((200, 0), dtype=np.float32), dense, labels)
    spec = training_spec(Network(name="linear", dropout=0.0), labels=2, learning_rate=0.1, loss="cross_entropy")
    tensors = train(rows, right, spec, InMemory()).tensors
    assert (logits("linear", tensors, right.sparse, dense).argmax(axis=1) == labels).all()


def test_the_bits_do_not_depend_on_how_many_batches_lightning_gets_in_a_step(rows, monkeypatch):
    together = fit(rows)
    monkeypatch.setattr(dataset, "BATCHES_PER_STEP", 3)
    apart = fit(rows)
    assert all(np.array_equal(together.tensors[name], apart.tensors[name]) for name in together.tensors)


def test_a_limit_trains_on_the_first_batches_of_each_epoch_alone(rows, monkeypatch):
    numbers = []
    optimize = lightning_module.ClassifierModule.optimize
    monkeypatch.setattr(
        lightning_module.ClassifierModule,
        "optimize",
        lambda self, batch, number: (numbers.append(number), optimize(self, batch, number)),
    )
    fit(rows, epochs=2, limit_batches=3)
    assert numbers == [0, 1, 2] * 2
