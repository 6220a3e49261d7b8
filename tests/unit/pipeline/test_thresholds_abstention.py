"""The abstention threshold reaches the allowed error, or the highest macro F1."""

import numpy as np
import pytest

from retrain.pipeline.thresholds import threshold_for_error, threshold_for_macro_f1

CONFIDENCE = np.array([0.91, 0.82, 0.7345678, 0.6, 0.5])
RIGHT = np.array([True, True, False, True, False])


def drawn(seed, rows=150, labels=4):
    """Probabilities, and truths of which one in five, of the last label, is predicted by chance."""
    draws = np.random.default_rng(seed)
    raised = np.exp(draws.normal(size=(rows, labels)) * 2)
    probabilities = raised / raised.sum(axis=1, keepdims=True)
    truth = np.array([draws.choice(labels, p=row) for row in probabilities])
    return probabilities, np.where(draws.random(rows) < 0.2, labels - 1, truth)


def macro_f1(truth, prediction):
    of_label = [
        2 * ((truth == label) & (prediction == label)).sum() / ((truth == label).sum() + (prediction == label).sum())
        for label in np.unique(truth)
    ]
    return np.mean(of_label)


@pytest.mark.parametrize(
    ("max_error", "threshold"), [(0.5, 0.0), (0.4, 0.0), (0.39, 0.6), (0.25, 0.6), (0.24, 0.82), (0.01, 0.82)]
)
def test_the_lowest_threshold_with_few_enough_errors_is_taken(max_error, threshold):
    assert threshold_for_error(CONFIDENCE, RIGHT, max_error) == threshold


def test_no_lower_threshold_would_have_done():
    probabilities, truth = drawn(1)
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    found = threshold_for_error(confidence, right, 0.2)
    assert (~right[confidence >= found]).mean() <= 0.2
    lower = [(~right[confidence >= other]).mean() for other in confidence if other < found]
    assert lower
    assert min(lower) > 0.2


def test_an_error_out_of_reach_leaves_the_smallest_share_wrong():
    assert threshold_for_error(np.array([0.9, 0.9, 0.5]), np.array([True, False, False]), 0.1) == 0.9
    assert threshold_for_error(np.array([0.9, 0.8]), np.array([False, False]), 0.1) == 0.0


def test_a_threshold_has_six_digits_and_keeps_the_row_that_it_is_of():
    confidence = np.array([0.73456789, 0.6])
    found = threshold_for_error(confidence, np.array([True, False]), 0.1)
    assert found == 0.734567
    assert (confidence >= found).tolist() == [True, False]


def test_the_order_of_the_rows_does_not_matter():
    probabilities, truth = drawn(2)
    shuffled = np.random.default_rng(0).permutation(len(truth))
    assert threshold_for_macro_f1(probabilities, truth, 3) == threshold_for_macro_f1(
        probabilities[shuffled], truth[shuffled], 3
    )


@pytest.mark.parametrize("seed", range(4))
def test_no_threshold_has_a_higher_macro_f1_and_no_lower_one_the_same(seed):
    probabilities, truth = drawn(seed)
    confidence, prediction = probabilities.max(axis=1), probabilities.argmax(axis=1)

    def score(threshold):
        return macro_f1(truth, np.where(confidence < threshold, 3, prediction))

    found = threshold_for_macro_f1(probabilities, truth, 3)
    others = [0.0, *(np.floor(confidence * 1e6) / 1e6)]
    assert score(found) == pytest.approx(max(map(score, others)))
    assert score(found) > score(0.0)
    assert all(score(other) < score(found) - 1e-9 for other in others if other < found)


def test_where_abstaining_does_not_help_nothing_is_abstained_from():
    probabilities = np.array([[0.6, 0.4], [0.3, 0.7], [0.9, 0.1]])
    assert threshold_for_macro_f1(probabilities, np.array([0, 1, 0]), 1) == 0.0


def test_of_very_many_rows_some_thresholds_are_tried_and_the_best_is_near():
    probabilities, truth = drawn(5, rows=3000)
    confidence, prediction = probabilities.max(axis=1), probabilities.argmax(axis=1)
    scores = [macro_f1(truth, np.where(confidence < other, 3, prediction)) for other in confidence]
    found = threshold_for_macro_f1(probabilities, truth, 3)
    assert macro_f1(truth, np.where(confidence < found, 3, prediction)) == pytest.approx(max(scores), abs=0.005)
