"""Detectable differences and needed rows agree with each other, with simulation and with the tests."""

import numpy as np
import pytest
from scipy import stats

from retrain.decision import PairedCounts
from retrain.decision.power import detectable_difference, detectable_drop, effective_rows, needed_rows
from retrain.decision.regression_tests import mcnemar_test


@pytest.mark.parametrize("difference", [0.01, 0.02, 0.05])
@pytest.mark.parametrize("alpha", [0.01, 0.05])
def test_the_needed_rows_show_the_difference_and_one_row_less_does_not(difference, alpha):
    rows = needed_rows(difference, alpha, 0.8, 0.1)
    assert detectable_difference(rows, alpha, 0.8, 0.1) <= difference < detectable_difference(rows - 1, alpha, 0.8, 0.1)


def test_the_needed_rows_are_those_of_the_formula():
    assert needed_rows(0.01, 0.05, 0.8, 0.1) == pytest.approx((1.6449 + 0.8416) ** 2 * 0.1 / 0.01**2, rel=1e-3)
    assert needed_rows(0.01, 0.05, 0.5, 0.1) == pytest.approx(1.6449**2 * 0.1 / 0.01**2, rel=1e-3)


def test_no_difference_is_larger_than_one():
    assert detectable_difference(0, 0.01, 0.8, 0.1) == 1
    assert detectable_difference(1, 0.001, 0.9, 0.5) == 1


def test_the_planned_power_is_the_simulated_one():
    draws = np.random.default_rng(3)
    rows, gain = needed_rows(0.03, 0.05, 0.8, 0.1), 0.03
    better, worse = draws.multinomial(rows, [(0.1 + gain) / 2, (0.1 - gain) / 2, 0.9], size=4000)[:, :2].T
    shown = stats.binom.sf(better - 1, better + worse, 0.5) <= 0.05
    assert shown.mean() == pytest.approx(0.8, abs=0.04)


@pytest.mark.parametrize("rows", [5, 8, 30, 200])
@pytest.mark.parametrize("alpha", [0.05, 0.001])
def test_the_detectable_drop_is_the_least_that_the_exact_test_shows_with_that_power(rows, alpha):
    drop = detectable_drop(rows, alpha, 0.8)
    broken = next((count for count in range(1, rows + 1) if 0.5**count <= alpha), None)
    if broken is None:
        assert drop == 1
    else:
        assert stats.binom.sf(broken - 1, rows, drop) == pytest.approx(0.8)


def test_the_detectable_drop_is_that_of_the_test_that_decides():
    truth = np.array(["a"] * 40, dtype=object)
    drop = detectable_drop(40, 0.01, 0.8)
    power = 0.0
    for broken in range(41):
        predictions = np.array(["b"] * broken + ["a"] * (40 - broken), dtype=object)
        seen = mcnemar_test(PairedCounts.of(truth, predictions, truth, ("a", "b"))) <= 0.01
        power += seen * stats.binom.pmf(broken, 40, drop)
    assert power == pytest.approx(0.8)


def test_more_rows_never_show_less():
    drops = [detectable_drop(rows, 0.0025, 0.8) for rows in range(1, 300)]
    assert drops == sorted(drops, reverse=True)
    assert drops[0] == 1


def test_rare_labels_cost_a_mean_over_labels_rows():
    assert effective_rows([100, 100, 100]) == pytest.approx(300)
    assert effective_rows([280, 10, 10]) == pytest.approx(9 / (1 / 280 + 2 / 10))
    assert effective_rows([50, 0]) == 50
    assert effective_rows([]) == 0
