"""A policy that cannot refuse a model, or cannot decide, is refused."""

import pytest
from pydantic import ValidationError

from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import Split

SUPERIORITY = {
    "id": "better",
    "kind": "superiority",
    "split": "recent",
    "metric": "macro_f1",
    "alpha": 0.01,
    "on_fail": "review",
}
NON_INFERIORITY = {**SUPERIORITY, "id": "not-worse", "kind": "non_inferiority", "split": "sealed", "margin": 0.02}


def policy(*checks, **changed):
    values = {"name": "p", "seed": 1, "draws": 999, "first_model": "promote", "min_rows": {"sealed": 5, "recent": 7}}
    return DecisionPolicy.model_validate({**values, "checks": checks, **changed})


@pytest.mark.parametrize(
    ("checks", "more", "message"),
    [
        ([SUPERIORITY, {**NON_INFERIORITY, "id": "better"}], {}, "check id 'better' is used twice; give each"),
        (
            [NON_INFERIORITY],
            {},
            "no check requires the retrained model to be better.*add a check of kind 'superiority'",
        ),
        ([{**SUPERIORITY, "on_fail": "warn"}], {}, "no check requires the retrained model to be better"),
        ([SUPERIORITY], {"draws": 99, "checks": [{**SUPERIORITY, "alpha": 0.001}]}, "99 draws cannot .* at least 1000"),
        ([{**SUPERIORITY, "split": "validation"}], {}, "'sealed'.* or .*'recent'"),
        ([{**SUPERIORITY, "kind": "gut_feeling"}], {}, "'gut_feeling' found using 'kind'"),
        ([{**SUPERIORITY, "alpha": 0.5}], {}, "less than 0.5"),
        ([{**NON_INFERIORITY, "margin": 0}], {}, "greater than 0"),
        ([SUPERIORITY], {"first_model": "reject"}, "'promote'.* or .*'review'"),
        ([], {}, "at least 1 item"),
    ],
)
def test_a_policy_that_cannot_refuse_or_cannot_decide_is_refused(checks, more, message):
    with pytest.raises(ValidationError, match=message):
        policy(*checks, **more)


def test_a_policy_has_thresholds_and_minimum_rows():
    good = policy(SUPERIORITY, NON_INFERIORITY)
    assert [check.threshold for check in good.checks] == [0, -0.02]
    assert (good.min_rows.of(Split.SEALED), good.min_rows.of(Split.RECENT)) == (5, 7)
    assert good.gain_alpha == 0.01
