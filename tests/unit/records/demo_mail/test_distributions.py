"""Days, dice, weights and wording of the default data."""

import hashlib
from datetime import date

import numpy as np
import pytest

from records.demo_mail.distributions import LABELS, Slot, channels, drift, priors, tables
from records.demo_mail.random_draws import SCALE, Dice, levelled
from records.demo_mail.structured_fields import arrival, months_until
from records.demo_mail.vocabulary import AMOUNTS, ASKS, ATTACHMENTS, DETAILS, SIBLINGS, TOPICS

ROWS = np.arange(4000)


def splitmix64(state):
    mixed = state % 2**64
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % 2**64
    return mixed ^ mixed >> 31


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2020, 5, 5), 0),
        (date(2024, 1, 1), 1),
        (date(2025, 9, 30), 21),
        (date(2025, 12, 31), 24),
        (date(2030, 1, 1), 24),
    ],
)
def test_a_snapshot_counts_the_months_that_have_begun(day, months):
    assert months_until(day) == months


def test_drift_ramps_from_the_twelfth_to_the_eighteenth_month():
    assert drift(np.array([0, 11, 12, 16, 17, 23])).tolist() == [0, 0, 1, 5, 6, 6]


@pytest.mark.parametrize("rows_per_month", [1, 7, 120, 500])
def test_days_are_sorted_and_stay_in_their_month(rows_per_month):
    days = [arrival(row, rows_per_month) for row in range(24 * rows_per_month)]
    assert days == sorted(days)
    assert [day[:7] for day in days[::rows_per_month]] == [f"{y}-{m:02d}" for y in (2024, 2025) for m in range(1, 13)]


def test_a_draw_depends_on_seed_stream_and_row_alone():
    draws = Dice(1).below("a", ROWS, 1000)
    assert Dice(1).below("a", ROWS[3000:], 1000).tolist() == draws[3000:].tolist()
    assert Dice(1).below("b", ROWS, 1000).tolist() != draws.tolist()
    assert Dice(2).below("a", ROWS, 1000).tolist() != draws.tolist()


def test_a_draw_is_splitmix64_of_key_and_row_in_whole_numbers():
    key = int.from_bytes(hashlib.blake2b(b"1/a", digest_size=8).digest(), "little")
    expected = [splitmix64(key + row * 0x9E3779B97F4A7C15) >> 32 for row in range(20)]
    assert Dice(1).below("a", ROWS[:20], 2**31).tolist() == [bits // 2 for bits in expected]


def test_draws_are_evenly_spread():
    counts = np.bincount(Dice(1).below("a", ROWS, 4), minlength=4)
    assert counts.sum() == len(ROWS)
    assert abs(counts - 1000).max() < 120
    assert abs(Dice(1).happens("b", ROWS, 250).mean() - 0.25) < 0.03


def test_picking_follows_the_weights_of_the_row():
    weights = levelled(np.array([[1, 0, 3], [0, 1, 0]]))
    picked = Dice(1).pick("a", ROWS, weights, ROWS % 2)
    assert set(picked[1::2].tolist()) == {1}
    assert set(picked[::2].tolist()) == {0, 2}
    assert abs((picked[::2] == 2).mean() - 0.75) < 0.04


def test_levelled_distributions_sum_to_the_scale_and_keep_their_zeros():
    table = levelled(np.array([[1, 1, 1], [0, 7, 0], [0, 3, 4]]))
    assert table.sum(axis=1).tolist() == [SCALE] * 3
    assert (table == 0).tolist() == [[False] * 3, [True, False, True], [True, False, False]]


def test_every_string_of_a_slot_is_unique():
    nouns = [topic.noun for topic in TOPICS]
    for strings in ([ask.text for ask in ASKS], [detail.text for detail in DETAILS], nouns):
        assert len(set(strings)) == len(strings)
        assert not any(one != other and one.lower() in other.lower() for one in strings for other in strings)


def test_twenty_labels_in_five_categories_with_siblings_that_exist():
    assert len({topic.label for topic in TOPICS}) == LABELS == 20
    assert len({topic.category for topic in TOPICS}) == 5
    assert all(sibling != label for label, sibling in enumerate(SIBLINGS))
    assert {topic.attachment for topic in TOPICS} <= set(ATTACHMENTS)
    assert max(topic.amount for topic in TOPICS) < len(AMOUNTS)


def test_no_letter_is_taken_for_a_label_before_it_exists():
    unborn = [label for label, prior in enumerate(priors()[0].tolist()) if not prior]
    assert [TOPICS[label].label for label in unborn] == ["solar_feed_in"]
    assert unborn == [LABELS - 1]
    assert not set(unborn) & set(SIBLINGS)


@pytest.mark.parametrize("table", [priors(), channels(), *tables().values()])
def test_every_table_is_levelled(table):
    assert (table.sum(axis=1) == SCALE).all()
    assert (table >= 0).all()


def test_new_wording_takes_over_with_the_drift():
    asks = tables()[Slot.ASK].reshape(7, LABELS, -1)
    new = np.array([ask.new for ask in ASKS])
    shares = asks[:, :, new].sum(axis=2) / SCALE
    assert (shares[0] == 0).all()
    assert shares[6] == pytest.approx(0.7 * 0.82, abs=1e-4)
