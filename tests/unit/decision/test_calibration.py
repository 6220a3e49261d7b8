import numpy as np
import pytest

from retrain.decision.calibration import calibration, reliability, risk_coverage


@pytest.fixture(name="world")
def confidences():
    """Confidences, and whether the answers are right, exactly as often as they say."""
    generator = np.random.default_rng(1)
    confidence = generator.random(20_000)
    return confidence, generator.random(20_000) < confidence


def test_bins_hold_as_many_rows_each_from_the_least_confident_on(world):
    bins = reliability(*world, bins=15)
    assert {one.rows for one in bins} == {1333, 1334}
    assert sum(one.rows for one in bins) == 20_000
    assert [one.confidence for one in bins] == sorted(one.confidence for one in bins)


def test_a_bin_tells_its_mean_confidence_and_the_share_right():
    confidence, right = np.array([0.9, 0.1, 0.8, 0.2]), np.array([True, False, True, True])
    low, high = reliability(confidence, right, bins=2)
    assert (low.rows, low.confidence, low.right) == (2, pytest.approx(0.15), 0.5)
    assert (high.rows, high.confidence, high.right) == (2, pytest.approx(0.85), 1)


def test_confidences_that_come_true_have_a_small_expected_error(world):
    confidence, right = world
    assert calibration(confidence, right, np.zeros(len(right), dtype=bool)).expected_error < 0.015


def test_the_order_of_rows_of_equal_confidence_does_not_matter():
    confidence, right = np.full(10, 0.9), np.arange(10) < 6
    found = [calibration(confidence, order, np.zeros(10, dtype=bool)) for order in (right, right[::-1])]
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


def test_an_order_that_knows_its_mistakes_leaves_less_risk_than_one_that_does_not():
    right, none = np.arange(100) < 70, np.zeros(100, dtype=bool)
    knowing = calibration(np.linspace(1, 0, 100), right, none)
    mistaken = calibration(np.linspace(0, 1, 100), right, none)
    assert knowing.area_under_risk < 0.3 < mistaken.area_under_risk


def test_the_share_of_rows_that_a_model_would_rather_not_answer_is_told():
    confidence = np.linspace(0, 1, 8)
    assert calibration(confidence, confidence > 0.5, confidence < 0.2).abstained == 0.25


def test_no_rows_have_no_curves():
    empty = np.array([])
    found = calibration(empty, empty.astype(bool), empty.astype(bool))
    assert (found.expected_error, found.reliability, found.risk_coverage, found.abstained) == (0, (), (), 0)


def test_rows_without_an_answer_say_nothing_of_the_confidence_in_answers():
    confidence, right = np.array([0.9, 0.9, 0.1, 0.1]), np.array([True, True, True, True])
    assert calibration(confidence, right, confidence < 0.5).expected_error == pytest.approx(0.1)
    assert calibration(confidence, right, confidence < 0).expected_error == pytest.approx(0.5)
