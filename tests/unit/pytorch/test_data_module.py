"""Batches come in the epoch's order, however many of them Lightning gets in one step."""

import numpy as np
from training_specs import fit

from retrain.pytorch import data_module, lightning_module


def test_the_bits_do_not_depend_on_how_many_batches_lightning_gets_in_a_step(rows, monkeypatch):
    together = fit(rows)
    monkeypatch.setattr(data_module, "BATCHES_PER_STEP", 3)
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
