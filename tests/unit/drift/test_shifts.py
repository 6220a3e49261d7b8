"""Distances of samples are those of their definitions, and their p-values err as seldom as they say."""

from collections import Counter

import numpy as np
import pytest
from scipy import stats

from retrain.drift import shifts as shifts_module
from retrain.drift.shifts import Shift, categorical_shift, numeric_shift

LABELS = [f"label {number}" for number in range(20)]


def within_band(p_values, alpha):
    """Whether a test errs at most as often as alpha says, up to the chance of so few worlds."""
    return np.mean(np.array(p_values) <= alpha) <= alpha + 3 * np.sqrt(alpha * (1 - alpha) / len(p_values))


def test_the_p_value_of_two_categories_is_fishers():
    reference, current = ["a"] * 12 + ["b"] * 3, ["a"] * 6 + ["b"] * 9
    exact = stats.fisher_exact([[12, 3], [6, 9]]).pvalue
    assert categorical_shift(reference, current).p_value == pytest.approx(exact, abs=0.01)


def test_the_p_value_of_many_rows_is_pearsons():
    draws = np.random.default_rng(3)
    reference, current = draws.choice(LABELS[:5], 4000).tolist(), draws.choice(LABELS[:5], 3000).tolist()
    table = [[Counter(side)[label] for label in LABELS[:5]] for side in (reference, current)]
    pearson = stats.chi2_contingency(table, correction=False).pvalue
    assert categorical_shift(reference, current).p_value == pytest.approx(pearson, abs=0.02)


def test_samples_without_a_common_category_are_as_far_apart_as_can_be():
    assert categorical_shift(["a"] * 60, ["b"] * 50) == Shift(1.0, 1e-4)
    assert numeric_shift(np.zeros(60), np.ones(50)).distance == 1


def test_equal_samples_have_no_distance_and_a_p_value_of_one():
    assert categorical_shift(["a", "b"] * 30, ["b", "a"] * 30) == Shift(0.0, 1.0)
    assert categorical_shift(["a"] * 60, ["a"] * 90) == Shift(0.0, 1.0)
    assert numeric_shift(np.arange(60.0), np.arange(60.0)) == Shift(0.0, 1.0)


def test_the_distance_is_jensen_and_shannons():
    found = categorical_shift(["a"] * 3 + ["b"], ["a"] + ["b"] * 3)
    entropy = -(0.75 * np.log2(0.75) + 0.25 * np.log2(0.25))
    assert found.distance == pytest.approx(np.sqrt(1 - entropy))


def test_small_samples_do_not_alarm_where_a_stability_index_would():
    p_values, alarms = [], []
    for seed in range(200):
        draws = np.random.default_rng(seed)
        reference, current = draws.choice(LABELS, 60), draws.choice(LABELS, 60)
        p_values.append(categorical_shift(reference.tolist(), current.tolist()).p_value)
        shares = np.array([[np.mean(side == label) + 1e-4 for label in LABELS] for side in (reference, current)])
        alarms.append(np.sum((shares[0] - shares[1]) * np.log(shares[0] / shares[1])) > 0.2)
    assert np.mean(alarms) > 0.9
    assert within_band(p_values, 0.05)


def test_numbers_of_one_distribution_drift_as_seldom_as_alpha_says():
    p_values = []
    for seed in range(300):
        draws = np.random.default_rng(seed)
        p_values.append(numeric_shift(draws.normal(size=70), draws.normal(size=50)).p_value)
    assert within_band(p_values, 0.05)


def test_of_very_many_categories_the_rare_ones_count_as_one(monkeypatch):
    monkeypatch.setattr(shifts_module, "MAX_CATEGORIES", 1)
    reference, current = ["a"] * 50 + ["b", "c"] * 5, ["a"] * 50 + ["d", "e"] * 5
    assert categorical_shift(reference, current) == Shift(0.0, 1.0)
    assert categorical_shift(reference, current + ["f"] * 50).p_value == 1e-4


def test_missing_cells_are_a_category_of_their_own_and_lie_below_every_number():
    assert categorical_shift(["a"] * 50, ["a"] * 25 + [""] * 25).p_value == 1e-4
    present = np.arange(100.0)
    assert numeric_shift(present, np.where(present % 2 == 0, present, -np.inf)).distance == 0.5
