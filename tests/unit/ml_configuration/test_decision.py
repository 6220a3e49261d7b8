"""A policy that could not refuse a model is refused, and renamed options keep working."""

import pytest
from policies import policy_values, two_checks
from pydantic import ValidationError

from retrain.ml_configuration.checks import Metric, Superiority
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import OnFail, Outcome, Split

BETTER = {"id": "better", "kind": "superiority", "split": "recent", "metric": "macro_f1"}
BETTER |= {"alpha": 0.01, "on_fail": "review"}
NOT_WORSE = {**BETTER, "id": "not-worse", "kind": "non_inferiority", "margin": 0.01}

GROUP_SHARE = {
    "id": "annotator-share",
    "kind": "at_most",
    "split": "recent",
    "metric": "group_share",
    "value": 0.2,
    "on_fail": "warn",
}


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
def test_each_policy_file_loads_under_its_own_name(name):
    assert DecisionPolicy.model_validate(policy_values(name)).name == name


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
def test_each_policy_is_better_on_recent_and_not_worse_on_sealed(name):
    first, second, *_ = DecisionPolicy.model_validate(policy_values(name)).checks
    assert isinstance(first, Superiority)
    assert (first.split, first.metric, first.on_fail) == (Split.RECENT, Metric.MACRO_F1, OnFail.REVIEW)
    assert (second.split, second.metric, second.on_fail) == (Split.SEALED, Metric.MACRO_F1, OnFail.REJECT)


def test_the_margins_of_the_policies_are_ordered_and_strict_reviews_the_first_model():
    strict, default, lenient = (
        DecisionPolicy.model_validate(policy_values(name)) for name in ("strict", "default", "lenient")
    )
    assert lenient.checks[1].threshold < default.checks[1].threshold < strict.checks[1].threshold < 0
    assert strict.first_model is Outcome.REVIEW
    assert default.first_model is Outcome.PROMOTE


def test_the_threshold_of_superiority_is_zero():
    assert two_checks().checks[0].threshold == 0


def test_each_holdout_has_its_own_least_number_of_rows():
    least = two_checks(min_rows={"sealed": 7, "recent": 5}).min_rows
    assert (least.of(Split.SEALED), least.of(Split.RECENT)) == (7, 5)


def test_all_windows_together_spend_no_more_than_alpha():
    lenient = two_checks(windows=[0.6, 0.2, 0.2])
    check = lenient.checks[0]
    levels = [lenient.level(check, window, 1) for window in (1, 2, 3, 4)]
    assert levels == pytest.approx([0.6 * check.alpha, 0.2 * check.alpha, 0.2 * check.alpha, 0])
    assert lenient.level(check, 1, 3) == pytest.approx(0.2 * check.alpha)


def test_a_gain_on_the_sealed_rows_is_tested_at_the_level_of_all_evaluations():
    sealed = {**BETTER, "id": "sealed-better", "split": "sealed", "alpha": 0.05}
    sealed_too = two_checks(checks=[BETTER, sealed], max_evaluations=20)
    assert sealed_too.level(sealed_too.checks[1], 3, 7) == pytest.approx(0.0025)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"checks": []}, "at least 1 item"),
        ({"checks": [BETTER, BETTER]}, "check id 'better' is used twice"),
        ({"checks": [NOT_WORSE]}, "add a check of kind 'superiority'"),
        ({"checks": [{**BETTER, "on_fail": "warn"}]}, "add a check of kind 'superiority'"),
        ({"checks": [{**BETTER, "alpha": 0.0005}]}, "use at least 2000"),
        ({"checks": [{**BETTER, "metric": "macro_f2"}]}, "macro_f1"),
        ({"checks": [{**BETTER, "kind": "at_least"}]}, "superiority"),
        ({"checks": [{**BETTER, "split": "validation"}]}, "sealed"),
        ({"checks": [{**BETTER, "margin": 0.1}]}, "margin"),
        ({"checks": [{**NOT_WORSE, "margin": 0}]}, "greater than 0"),
        ({"checks": [{**BETTER, "alpha": 0.5}]}, "less than 0.5"),
        ({"checks": [BETTER, {**NOT_WORSE, "metric": "recall"}]}, "'recall' needs 'labels'"),
        ({"checks": [{**BETTER, "labels": ["ant"]}]}, "no other metric takes them"),
        ({"checks": [BETTER, {**NOT_WORSE, "against": "best"}]}, "against 'best' needs split 'sealed'"),
        ({"checks": [BETTER, {**GROUP_SHARE, "split": "sealed"}]}, "use split 'recent'"),
        ({"checks": [{**BETTER, "against": "best", "split": "sealed", "alpha": 0.05}]}, "'superiority' with on_fail"),
        ({"checks": [{**BETTER, "split": "sealed"}]}, "use at least 5000"),
        ({"windows": [0.9, 0.2]}, "add up to more than 1"),
        ({"windows": []}, "at least 1 item"),
        ({"trade_offs": [{"when_failed": "better", "but_better": "better"}]}, "does not reject"),
        ({"trade_offs": [{"when_failed": "sealed-not-worse", "but_better": "x"}]}, "'x' compares no score"),
        (
            {"trade_offs": [{"when_failed": "sealed-not-worse", "but_better": "recent-better", "then": "promote"}]},
            "review",
        ),
        ({"mode": "off"}, "dry_run"),
        ({"first_model": "reject"}, "promote"),
        ({"min_rows": {"sealed": 500}}, "min_rows.recent"),
    ],
)
def test_a_policy_that_cannot_refuse_a_model_or_is_misspelt_is_refused(changes, message):
    with pytest.raises(ValidationError, match=message):
        two_checks(**changes)


def test_options_under_their_old_names_work_with_a_notice(capsys):
    values = policy_values("default")
    old = {**values, "blind_above": 0.3, "max_looks": 7}
    del old["underpowered_above"], old["max_evaluations"]
    policy = DecisionPolicy.model_validate(old)
    assert (policy.underpowered_above, policy.max_evaluations) == (0.3, 7)
    notices = capsys.readouterr().err.splitlines()
    assert "notice: the option `decision.blind_above` is now `decision.underpowered_above`" in notices[0]
    assert "notice: the option `decision.max_looks` is now `decision.max_evaluations`" in notices[1]


def test_an_option_under_both_names_is_refused():
    with pytest.raises(ValidationError, match="blind_above"):
        two_checks(blind_above=0.3)
