"""Temperature scaling makes confidences honest."""

import numpy as np
import pytest

from retrain.inference import fit_temperature, softmax


def test_probabilities_sum_to_one_and_keep_the_order():
    probabilities = softmax(np.array([[1000.0, 999.0], [-5.0, 5.0]], np.float32))
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    assert probabilities.argmax(axis=1).tolist() == [0, 1]


def test_a_temperature_divides_the_logits():
    logits = np.array([[2.0, 0.0]], np.float32)
    np.testing.assert_allclose(softmax(logits, 2.0), softmax(logits / 2))


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 4.0])
def test_the_temperature_of_over_or_under_confident_logits_is_found(sharpness):
    draws = np.random.default_rng(0)
    honest = draws.normal(size=(4000, 5)).astype(np.float32) * 2
    truth = np.array([draws.choice(5, p=row) for row in softmax(honest)])
    assert fit_temperature(honest * np.float32(sharpness), truth) == pytest.approx(sharpness, rel=0.1)


def test_without_rows_the_temperature_is_one():
    assert fit_temperature(np.zeros((0, 3), np.float32), np.zeros(0, np.int64)) == 1.0
