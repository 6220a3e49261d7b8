"""Pixels become numbers from 0 to 1, and an image of another size is refused."""

import numpy as np
import pytest

from retrain.featurizers import fitted_from_state
from retrain.featurizers.pixels import Pixels
from retrain.ml_configuration.errors import InputError

PIXELS = Pixels(columns=("image",), height=1, width=2, maximum=16)


def fitted(records):
    return PIXELS.fit(records, np.array(["g"] * len(records), dtype=object))


def test_pixels_become_shares_of_white_and_a_missing_image_is_black():
    records = {"image": ["0 16", "", "8 4"]}
    features = fitted(records).transform(records)
    assert features.dtype == np.float32
    assert features.tolist() == [[0, 1], [0, 0], [0.5, 0.25]]


def test_a_state_turns_back_into_the_same_featurizer():
    records = {"image": ["3 5"]}
    again = fitted_from_state(fitted(records).to_state())
    assert again.feature_names == ("image 0,0", "image 0,1")
    assert np.array_equal(again.transform(records), fitted(records).transform(records))


@pytest.mark.parametrize(("cell", "message"), [("1 2 3", "3 pixels up to 3"), ("1 17", "2 pixels up to 17")])
def test_an_image_of_another_size_or_range_is_refused_with_the_option_to_correct(cell, message):
    records = {"image": [cell]}
    with pytest.raises(InputError, match=f"{message}, where conf/featurizers has 1 x 2 up to 16"):
        fitted(records).transform(records)
