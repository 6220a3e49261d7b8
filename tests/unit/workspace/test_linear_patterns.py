"""A pattern that RE2 cannot run in linear time is refused with its reason."""

import pytest

from retrain.workspace.linear_patterns import linear_pattern


def test_a_refused_pattern_says_what_is_wrong():
    with pytest.raises(ValueError, match=r"'\(\?<=x\)y' is no pattern that runs in linear time: invalid perl operator"):
        linear_pattern("(?<=x)y")
