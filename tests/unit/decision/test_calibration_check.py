"""Calibration and risk-coverage curve equal their definitions."""

import numpy as np
import pytest

from retrain.decision.calibration_check import measure_calibration, risk_coverage


@pytest.fixture(name="world")
def confidences():
    """Confidences, and whether the predictions are right, exactly as often as the confidence states."""
    generator = np.random.default_rng(1)
    confidence = generator.random(20_000)
    return confidence, generator.random(20_000) < confidence


def test_confidences_that_come_true_have_a_small_expected_error(world):
    confidence, right = world
    assert measure_calibration(confidence, right, np.zeros(len(right), dtype=bool)).expected_error < 0.015


def test_the_order_of_rows_of_equal_confidence_does_not_matter():
    confidence, right = np.full(10, 0.9), np.arange(10) < 6
    found = [measure_calibration(confidence, order, np.zeros(10, dtype=bool)) for order in (right, right[::-1])]
    assert [one.expected_error for one in found] == pytest.approx([0.3, 0.3])
    assert [one.area_under_risk for one in found] == pytest.approx([0.4, 0.4])


def test_the_risk_is_the_share_wrong_among_the_most_confident_rows(world):
    confidence, right = world
    curve = risk_coverage(confidence, right)
    assert [point.coverage for point in curve] == pytest.approx(np.arange(1, 21) / 20)
    for point in curve:
        least = np.quantile(confidence, 1 - point.coverage)
        assert point.risk == pytest.approx((~right[confidence >= least]).mean(), abs=1e-3)
    assert curve[-1].risk == pytest.approx((~right).mean())


def test_low_confidence_on_mistakes_leaves_less_risk_than_high_confidence():
    right, none = np.arange(100) < 70, np.zeros(100, dtype=bool)
    knowing = measure_calibration(np.linspace(1, 0, 100), right, none)
    mistaken = measure_calibration(np.linspace(0, 1, 100), right, none)
    assert knowing.area_under_risk < 0.3 < mistaken.area_under_risk


def test_the_share_of_abstained_rows_is_measured():
    confidence = np.linspace(0, 1, 8)
    assert measure_calibration(confidence, confidence > 0.5, confidence < 0.2).abstained == 0.25


def test_no_rows_have_no_curves():
    empty = np.array([])
    found = measure_calibration(empty, empty.astype(bool), empty.astype(bool))
    assert (found.expected_error, found.reliability, found.risk_coverage, found.abstained) == (0, (), (), 0)


def test_abstained_rows_do_not_count_in_the_calibration_error():
    confidence, right = np.array([0.9, 0.9, 0.1, 0.1]), np.array([True, True, True, True])
    assert measure_calibration(confidence, right, confidence < 0.5).expected_error == pytest.approx(0.1)
    assert measure_calibration(confidence, right, confidence < 0).expected_error == pytest.approx(0.5)
