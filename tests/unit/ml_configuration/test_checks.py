"""A check is read by its kind, and refuses options that contradict each other."""

import pytest
from pydantic import TypeAdapter, ValidationError

from retrain.ml_configuration.checks import Check

SCORE = {"id": "a", "split": "recent", "on_fail": "reject", "metric": "accuracy", "alpha": 0.05}
BETTER = SCORE | {"kind": "superiority"}
NOT_WORSE = SCORE | {"kind": "non_inferiority", "margin": 0.01}
CHECK = TypeAdapter(Check)


def test_the_margin_lowers_the_threshold_below_zero():
    assert CHECK.validate_python(BETTER).threshold == 0
    assert CHECK.validate_python(NOT_WORSE).threshold == -0.01


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"metric": "recall"}, "metric 'recall' needs 'labels'"),
        ({"labels": ["x"]}, "no other metric takes them"),
        ({"against": "best"}, "against 'best' needs split 'sealed'"),
    ],
)
def test_options_that_contradict_each_other_are_refused(changed, message):
    with pytest.raises(ValidationError, match=message):
        CHECK.validate_python(BETTER | changed)


def test_a_group_share_is_measured_on_recent_rows():
    capped = {"id": "a", "split": "sealed", "on_fail": "reject", "kind": "at_most", "metric": "group_share", "value": 1}
    with pytest.raises(ValidationError, match="use split 'recent'"):
        CHECK.validate_python(capped)
