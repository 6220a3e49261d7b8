"""Numbers are standardised, missing ones marked, and huge ones clipped."""

import numpy as np
import pytest

from retrain.featurizers.standard_scaler import StandardScaler
from retrain.ml_configuration.errors import InputError


def groups(*names):
    return np.array(names, dtype=object)


def test_numbers_are_scaled_and_missing_ones_are_marked():
    records = {"x": ["1", "", "3"], "y": ["5", "5", "5"]}
    fitted = StandardScaler(columns=("x", "y")).fit(records, groups("a", "b", "c"))
    assert fitted.feature_names == ("x", "x missing", "y", "y missing")
    features = fitted.transform({"x": ["3", "", "2e0"], "y": ["7", "5", ""]})
    assert isinstance(features, np.ndarray)
    assert features.dtype == np.float32
    assert features.tolist() == [[1, 0, 2, 0], [0, 1, 0, 0], [0, 0, 0, 1]]


def test_no_number_leaves_the_range_of_float32():
    fitted = StandardScaler(columns=("x",)).fit({"x": ["-1", "1"]}, groups("a", "b"))
    features = fitted.transform({"x": ["1e308", "-1.7e308", "1e5"]})
    assert features[:, 0].tolist() == [1e4, -1e4, 1e4]


@pytest.mark.parametrize("cells", [["", ""], ["1e308", "1.7e308"]])
def test_a_column_without_mean_and_scale_is_refused(cells):
    records = {"fine": ["1", "2"], "empty": cells}
    with pytest.raises(InputError, match=r"number column 'empty' .* role 'ignore'"):
        StandardScaler(columns=("fine", "empty")).fit(records, groups("a", "b"))
