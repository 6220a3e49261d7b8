"""Means over rows have the paired errors of their definition."""

import numpy as np
import pytest

from retrain.decision import PairedCounts
from retrain.decision.estimate import Method
from retrain.decision.paired_means import mean_cost, severity_cost, severity_of_mistakes

LABELS = ("lion", "tiger", "cow", "bee")
TAXONOMY = {
    "lion": ("mammal", "feline"),
    "tiger": ("mammal", "feline"),
    "cow": ("mammal", "bovine"),
    "bee": ("insect", "hymenoptera"),
}
COSTS = np.array([[0, 1, 2, 3], [1, 0, 2, 3], [2, 2, 0, 3], [3, 3, 3, 0]]) / 3


@pytest.fixture(name="world")
def three_columns():
    """Positions of true labels and two predictions, and their counts."""
    codes = np.random.default_rng(1).integers(0, 4, (3, 150))
    codes[1, :90] = codes[0, :90]
    return codes, PairedCounts.of(*np.array(LABELS, dtype=object)[codes], LABELS)


def test_the_mean_cost_and_its_paired_error_are_those_of_the_rows(world):
    (truth, legacy, retrained), counts = world
    before, after = COSTS[truth, legacy], COSTS[truth, retrained]
    estimate = severity_cost(counts, COSTS)
    assert (estimate.legacy.value, estimate.retrained.value) == pytest.approx((before.mean(), after.mean()))
    assert estimate.delta.value == pytest.approx((before - after).mean())
    assert estimate.delta.error == pytest.approx((before - after).std() / np.sqrt(150))


def test_a_cost_per_row_gives_the_same_as_its_counts(world):
    (truth, legacy, retrained), counts = world
    by_rows = mean_cost(COSTS[truth, legacy], COSTS[truth, retrained], None)
    by_counts = severity_cost(counts, COSTS)
    assert by_rows.delta.interval() == pytest.approx(by_counts.delta.interval())
    assert by_rows.method is by_counts.method is Method.PAIRED_MEAN


def test_a_saved_cost_is_a_gain():
    assert mean_cost(np.array([0.5, 0.3]), np.array([0.1, 0.1]), None).delta.value == pytest.approx(0.3)


def test_the_severity_of_mistakes_is_that_of_leaving_out_one_row_at_a_time(world):
    codes, counts = world
    estimate = severity_of_mistakes(counts, COSTS)

    def gain(truth, legacy, retrained):
        before, after = (COSTS[truth, predicted][truth != predicted].mean() for predicted in (legacy, retrained))
        return before - after

    without = np.array([gain(*np.delete(codes, row, axis=1)) for row in range(150)])
    assert estimate.delta.value == pytest.approx(gain(*codes))
    assert estimate.delta.error == pytest.approx(np.sqrt(((without - without.mean()) ** 2).sum()), rel=0.03)


def test_a_model_without_mistakes_makes_none_that_are_severe():
    truth = np.array(["lion", "bee"], dtype=object)
    estimate = severity_of_mistakes(PairedCounts.of(truth, truth[::-1], truth, LABELS), COSTS)
    assert (estimate.legacy.value, estimate.retrained.value, estimate.retrained.error) == (1, 0, 0)
