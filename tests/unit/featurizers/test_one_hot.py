"""Categories from enough groups become indicators; an unseen category has none."""

import numpy as np
import pytest

from retrain.featurizers.one_hot import OneHot
from retrain.ml_configuration.errors import InputError


def groups(*names):
    return np.array(names, dtype=object)


def test_missing_is_a_category_and_an_unseen_one_is_all_zero():
    records = {"colour": ["red", "", "red"], "size": ["s", "m", "m"]}
    fitted = OneHot(columns=("colour", "size"), min_groups=1).fit(records, groups("a", "b", "c"))
    assert fitted.feature_names == ("colour=", "colour=red", "size=m", "size=s")
    features = fitted.transform({"colour": ["red", "blue", ""], "size": ["s", "xl", "xl"]})
    assert features.dtype == np.float32
    assert features.format == "csr"
    assert features.toarray().tolist() == [[0, 1, 0, 1], [0, 0, 0, 0], [1, 0, 0, 0]]


def test_a_category_gets_an_indicator_only_from_enough_groups():
    records = {"colour": ["red", "red", "blue", "blue"]}
    fitted = OneHot(columns=("colour",), min_groups=2).fit(records, groups("a", "a", "a", "b"))
    assert fitted.feature_names == ("colour=blue",)


@pytest.mark.parametrize("cells", [[], ["a", "b"]])
def test_no_category_at_all_names_the_remedy(cells):
    with pytest.raises(InputError, match=r"no category of the columns 'colour' .* lower `min_groups`"):
        OneHot(columns=("colour",), min_groups=2).fit({"colour": cells}, groups(*cells))


def test_no_records_have_one_hot_features_of_the_right_width():
    fitted = OneHot(columns=("colour",), min_groups=1).fit({"colour": ["a"]}, groups("a"))
    assert fitted.transform({"colour": []}).shape == (0, 1)
