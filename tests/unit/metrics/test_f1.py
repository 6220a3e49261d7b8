"""F1 is scikit-learn's, for one set of counts or for many resamples at once, and 0 where nothing is counted."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from retrain.metrics import count_labels, label_f1, macro_f1, safe_divide


@pytest.fixture
def positions():
    draws = np.random.default_rng(1)
    return draws.integers(0, 4, 200), draws.integers(0, 6, 200)


def test_the_f1_of_each_label_is_that_of_scikit_learn(positions):
    expected = f1_score(*positions, labels=range(7), average=None, zero_division=0)
    np.testing.assert_allclose(label_f1(*count_labels(*positions, 7)), expected)


def test_macro_f1_is_the_mean_over_the_labels_that_occur_in_the_truth(positions):
    expected = f1_score(*positions, labels=range(4), average="macro")
    assert float(macro_f1(*count_labels(*positions, 6))) == pytest.approx(expected)


def test_each_of_many_resamples_has_the_bits_that_it_has_alone(positions):
    truth, prediction = positions
    draws = [count_labels(truth[part], prediction[part], 6) for part in (slice(0, 90), slice(50, 200))]
    together = macro_f1(*np.stack(draws, axis=-1))
    assert together.shape == (2,)
    assert [float(score) for score in together] == [float(macro_f1(*counts)) for counts in draws]


def test_without_rows_every_score_is_zero():
    nothing = np.zeros((3, 4), dtype=np.int64)
    assert float(macro_f1(*nothing)) == 0
    assert label_f1(*nothing).tolist() == [0] * 4
    assert safe_divide(np.array([0, 1]), np.array([0, 2])).tolist() == [0, 0.5]
