"""Random numbers are a function of their place alone."""

import numpy as np

from retrain.pytorch.seeding import EpochOrder, derive_seed


def order(epoch: int, seed: int | None = 1) -> np.ndarray:
    return np.concatenate(list(EpochOrder(10, 4, seed, lambda: epoch)))


def test_an_epoch_visits_every_row_once():
    assert sorted(order(0)) == list(range(10))
    assert len(EpochOrder(10, 4, 1)) == 3


def test_a_limit_keeps_the_first_batches():
    first, *_ = EpochOrder(10, 4, 1)
    limited = EpochOrder(10, 4, 1, limit=1)
    assert len(limited) == 1
    assert np.array_equal(list(limited), [first])


def test_the_order_depends_on_seed_and_epoch_alone():
    assert np.array_equal(order(3), order(3))
    assert not np.array_equal(order(3), order(4))
    assert not np.array_equal(order(3), order(3, seed=2))


def test_without_a_seed_rows_keep_their_order():
    assert np.array_equal(order(5, seed=None), np.arange(10))


def test_seeds_of_different_places_differ():
    assert len({derive_seed(1, "batch", epoch, number) for epoch in range(20) for number in range(20)}) == 400
