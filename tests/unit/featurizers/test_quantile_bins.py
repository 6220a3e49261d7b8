"""Numbers become positions among the quantiles of the training records."""

import numpy as np
import pytest

from retrain.featurizers import fitted_from_state
from retrain.featurizers.quantile_bins import QuantileBins
from retrain.ml_configuration.errors import InputError


def numbers(*cells):
    return {"x": cells}


def fitted(records, bins):
    return QuantileBins(columns=("x",), bins=bins).fit(records, np.array(["g"] * len(records), dtype=object))


def test_a_number_is_the_share_that_it_has_passed_of_each_bin():
    featurizer = fitted(numbers("0", "10", "30"), bins=2)
    assert featurizer.feature_names == ("x 0", "x 1", "x missing")
    features = featurizer.transform(numbers("5", "20", "10", ""))
    assert features.dtype == np.float32
    assert features.tolist() == [[0.5, 0, 0], [1, 0.5, 0], [1, 0, 0], [0, 0, 1]]


def test_beyond_the_training_values_nothing_changes():
    features = fitted(numbers("0", "1"), bins=1).transform(numbers("-1e308", "1.7e308"))
    assert features.tolist() == [[0, 0], [1, 0]]


def test_bins_hold_equally_many_training_numbers():
    training = numbers(*(str(2.0**power) for power in range(101)))
    passed = fitted(training, bins=4).transform(training)[:, :4] == 1
    assert passed.sum(axis=0).tolist() == [76, 51, 26, 1]


def test_few_distinct_numbers_are_distinguished_however_rare():
    training = numbers(*["1"] * 500, "2", "3", *["9"] * 500)
    features = fitted(training, bins=5).transform(numbers("1", "2", "3", "9"))
    assert features.tolist() == [[0] * 6, [1, *[0] * 5], [1, 1, *[0] * 4], [1, 1, 1, 0, 0, 0]]


def test_a_column_without_a_number_is_refused():
    with pytest.raises(InputError, match=r"number column 'x' has no quantiles.*role 'ignore'"):
        fitted(numbers("", ""), bins=3)


def test_a_state_turns_back_into_the_same_featurizer():
    records = numbers("0.1", "", "-7", "1e-300")
    featurizer = fitted(records, bins=2)
    again = fitted_from_state(featurizer.to_state())
    assert np.array_equal(again.transform(records), featurizer.transform(records))
    assert again.transform({"x": []}).shape == (0, 3)
