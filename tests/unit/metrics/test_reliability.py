"""Bins of reliability hold equally many rows, and their mean confidence and share right."""

import numpy as np
import pytest

from retrain.metrics import reliability_bins


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
