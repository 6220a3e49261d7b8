"""Draws depend on seed, stream and row alone, and follow their distributions."""

import hashlib

import numpy as np

from records.demo_mail.random_draws import SCALE, CounterRandom, normalised

ROWS = np.arange(4000)


def splitmix64(state):
    mixed = state % 2**64
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % 2**64
    return mixed ^ mixed >> 31


def test_a_draw_depends_on_seed_stream_and_row_alone():
    draws = CounterRandom(1).below("a", ROWS, 1000)
    assert CounterRandom(1).below("a", ROWS[3000:], 1000).tolist() == draws[3000:].tolist()
    assert CounterRandom(1).below("b", ROWS, 1000).tolist() != draws.tolist()
    assert CounterRandom(2).below("a", ROWS, 1000).tolist() != draws.tolist()


def test_a_draw_is_splitmix64_of_key_and_row_in_whole_numbers():
    key = int.from_bytes(hashlib.blake2b(b"1/a", digest_size=8).digest(), "little")
    expected = [splitmix64(key + row * 0x9E3779B97F4A7C15) >> 32 for row in range(20)]
    draws = CounterRandom(1).below("a", ROWS[:20], 2**31)
    assert draws.tolist() == [bits // 2 for bits in expected]


def test_draws_are_evenly_spread():
    counts = np.bincount(CounterRandom(1).below("a", ROWS, 4), minlength=4)
    assert counts.sum() == len(ROWS)
    assert abs(counts - 1000).max() < 120
    assert abs(CounterRandom(1).happens("b", ROWS, 250).mean() - 0.25) < 0.03


def test_picking_follows_the_weights_of_the_row():
    weights = normalised(np.array([[1, 0, 3], [0, 1, 0]]))
    picked = CounterRandom(1).pick("a", ROWS, weights, ROWS % 2)
    assert set(picked[1::2].tolist()) == {1}
    assert set(picked[::2].tolist()) == {0, 2}
    assert abs((picked[::2] == 2).mean() - 0.75) < 0.04


def test_normalised_distributions_sum_to_the_scale_and_keep_their_zeros():
    table = normalised(np.array([[1, 1, 1], [0, 7, 0], [0, 3, 4]]))
    assert table.sum(axis=1).tolist() == [SCALE] * 3
    assert (table == 0).tolist() == [[False] * 3, [True, False, True], [True, False, False]]
