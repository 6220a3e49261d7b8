"""The decision threshold costs least on the rows that it is chosen on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrain.pipeline.thresholds import threshold_for_cost

PAIRS = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=30)


def cost_at(threshold, probability, positive, missed, alarm):
    predicted = probability >= threshold
    return missed * (positive & ~predicted).sum() + alarm * (~positive & predicted).sum()


@given(PAIRS, st.sampled_from([0.0, 1.0, 3.0]), st.sampled_from([0.5, 1.0, 7.0]))
def test_no_other_threshold_costs_less(pairs, missed, alarm):
    probability = np.array([place / 20 for place, _ in pairs])
    positive = np.array([has for _, has in pairs])
    threshold = threshold_for_cost(probability, positive, missed, alarm)
    least = min(cost_at(other, probability, positive, missed, alarm) for other in np.linspace(0, 1.05, 43))
    assert cost_at(threshold, probability, positive, missed, alarm) == pytest.approx(least)


@pytest.mark.parametrize(("missed", "threshold"), [(1.0, 0.5), (9.0, 0.1), (1 / 9, 0.9)])
def test_of_true_probabilities_the_threshold_is_the_share_of_the_costs(missed, threshold):
    draws = np.random.default_rng(1)
    probability = draws.random(50_000)
    positive = draws.random(50_000) < probability
    assert threshold_for_cost(probability, positive, missed, 1.0) == pytest.approx(threshold, abs=0.05)


def test_of_equally_good_thresholds_it_is_the_one_nearest_to_a_half():
    assert threshold_for_cost(np.array([0.1, 0.9]), np.array([False, True]), 1, 1) == 0.5


def test_probabilities_that_hardly_differ_are_distinguished():
    probability = np.array([1 - 2e-9, 1 - 1e-9, 1.0, 1.0])
    threshold = threshold_for_cost(probability, np.array([False, True, True, True]), 1, 1)
    assert ((probability >= threshold) == [False, True, True, True]).all()
    assert (probability >= threshold_for_cost(probability, np.zeros(4, bool), 1, 1)).sum() == 0
