"""Precision and recall are scikit-learn's, ties included; bins of reliability hold equally many rows."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from retrain.metrics import average_precision, precision_recall_points, reliability_bins


@pytest.mark.parametrize("decimals", [1, 8])
def test_average_precision_is_that_of_scikit_learn(decimals):
    draws = np.random.default_rng(2)
    score = draws.random(300).round(decimals)
    positive = draws.random(300) < score
    assert average_precision(score, positive) == pytest.approx(average_precision_score(positive, score))


def test_rows_of_one_score_are_counted_together():
    precision, recall = precision_recall_points(np.array([0.9, 0.5, 0.5]), np.array([True, False, True]), 4)
    assert precision.tolist() == [1.0, 2 / 3]
    assert recall.tolist() == [0.25, 0.5]


def test_without_a_positive_row_average_precision_is_zero():
    assert average_precision(np.array([0.9, 0.5]), np.array([False, False])) == 0.0


def test_bins_hold_as_many_rows_each_from_the_least_confident_on():
    generator = np.random.default_rng(1)
    confidence = generator.random(20_000)
    bins = reliability_bins(confidence, generator.random(20_000) < confidence, bins=15)
    assert {each.rows for each in bins} == {1333, 1334}
    assert sum(each.rows for each in bins) == 20_000
    assert [each.confidence for each in bins] == sorted(each.confidence for each in bins)


def test_a_bin_holds_its_mean_confidence_and_the_share_right():
    confidence, right = np.array([0.9, 0.1, 0.8, 0.2]), np.array([True, False, True, True])
    low, high = reliability_bins(confidence, right, bins=2)
    assert (low.rows, low.confidence, low.right) == (2, pytest.approx(0.15), 0.5)
    assert (high.rows, high.confidence, high.right) == (2, pytest.approx(0.85), 1)


def test_without_rows_there_are_no_bins():
    assert reliability_bins(np.zeros(0), np.zeros(0, dtype=bool)) == ()
