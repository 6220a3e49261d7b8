"""Cells become the numbers by which their column is compared."""

import numpy as np

from retrain.drift.numeric_values import brightness, days, numbers, word_counts


def test_a_missing_number_or_day_is_below_every_other():
    assert numbers(["1.5", "", "-3", "nan"]).tolist() == [1.5, -np.inf, -3.0, -np.inf]
    assert days(["1970-01-03T10:00", ""]).tolist() == [2, -np.inf]


def test_texts_are_measured_in_words_and_images_by_their_mean():
    assert word_counts(["one  two\nthree", ""]).tolist() == [3, 0]
    assert brightness(["0 4 8", ""]).tolist() == [4, -np.inf]
