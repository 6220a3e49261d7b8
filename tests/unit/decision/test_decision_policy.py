import pytest
from pydantic import ValidationError

from retrain.ml_configuration.decision import DecisionPolicy, Metric, Superiority
from retrain.ml_configuration.enums import OnFail, Outcome, Split

BETTER = {"id": "better", "kind": "superiority", "split": "recent", "metric": "macro_f1"}
BETTER |= {"alpha": 0.01, "on_fail": "review"}
NOT_WORSE = {**BETTER, "id": "not-worse", "kind": "non_inferiority", "margin": 0.01}


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
def test_each_policy_file_loads_under_its_own_name(conf, name):
    assert DecisionPolicy.model_validate(conf(name)).name == name


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
def test_each_policy_is_better_on_recent_and_not_worse_on_sealed(conf, name):
    first, second, *_ = DecisionPolicy.model_validate(conf(name)).checks
    assert isinstance(first, Superiority)
    assert (first.split, first.metric, first.on_fail) == (Split.RECENT, Metric.MACRO_F1, OnFail.REVIEW)
    assert (second.split, second.metric, second.on_fail) == (Split.SEALED, Metric.MACRO_F1, OnFail.REJECT)


def test_the_margins_of_the_policies_are_ordered_and_strict_asks_a_person_first(conf):
    strict, default, lenient = (DecisionPolicy.model_validate(conf(name)) for name in ("strict", "default", "lenient"))
    assert lenient.checks[1].threshold < default.checks[1].threshold < strict.checks[1].threshold < 0
    assert strict.first_model is Outcome.REVIEW
    assert default.first_model is Outcome.PROMOTE


def test_the_threshold_of_superiority_is_zero(policy):
    assert policy().checks[0].threshold == 0


def test_each_holdout_has_its_own_least_number_of_rows(policy):
    least = policy(min_rows={"sealed": 7, "recent": 5}).min_rows
    assert (least.of(Split.SEALED), least.of(Split.RECENT)) == (7, 5)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"checks": []}, "at least 1 item"),
        ({"checks": [BETTER, BETTER]}, "check id 'better' stands twice"),
        ({"checks": [NOT_WORSE]}, "add a check of kind 'superiority'"),
        ({"checks": [{**BETTER, "on_fail": "warn"}]}, "add a check of kind 'superiority'"),
        ({"checks": [{**BETTER, "alpha": 0.0005}]}, "take at least 2000"),
        ({"checks": [{**BETTER, "metric": "macro_f2"}]}, "macro_f1"),
        ({"checks": [{**BETTER, "kind": "at_most"}]}, "superiority"),
        ({"checks": [{**BETTER, "split": "validation"}]}, "sealed"),
        ({"checks": [{**BETTER, "margin": 0.1}]}, "margin"),
        ({"checks": [{**NOT_WORSE, "margin": 0}]}, "greater than 0"),
        ({"checks": [{**BETTER, "alpha": 0.5}]}, "less than 0.5"),
        ({"first_model": "reject"}, "promote"),
        ({"min_rows": {"sealed": 500}}, "min_rows.recent"),
    ],
)
def test_a_policy_that_cannot_refuse_a_model_or_is_misspelt_is_refused(policy, changes, message):
    with pytest.raises(ValidationError, match=message):
        policy(**changes)
