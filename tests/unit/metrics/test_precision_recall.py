"""Precision and recall are scikit-learn's at every score that occurs, ties included."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from retrain.metrics import average_precision, precision_recall_points


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
