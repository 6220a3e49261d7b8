"""Superiority and non-inferiority checks pass, fail or stay undecided as their bounds show."""

import pytest
from altered_holdouts import altered, check, wrong_on

from retrain.decision import HoldoutEvaluations, decide
from retrain.decision.score_checks import underpowered_label
from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.ml_configuration.task import Severity

FAMILIES = Severity(taxonomy={"ant": ("insect",), "bee": ("insect",), "cat": ("mammal",), "dog": ("mammal",)})


def test_a_loss_in_the_recall_of_a_named_label_fails_whatever_the_others_gain(run_on, holdout):
    recall = check("non_inferiority", metric="recall", labels=["ant", "bee"], margin=0.1, alpha=0.05)
    good = holdout(0.7, 0.95, seed=2)
    assert run_on(recall, good)[0].verdict is Verdict.PASS
    reason, _ = run_on(recall, wrong_on(good, "bee", "cat"))
    assert (reason.verdict, reason.detail, reason.retrained) == (Verdict.FAIL, {"label": "bee"}, 0)


def test_an_underpowered_label_is_reviewed(run_on, holdout):
    recall = check("non_inferiority", metric="recall", labels=["ant", "yak"], margin=0.1, alpha=0.05)
    reason, decision = run_on(recall, holdout(0.7, 0.95, seed=2))
    assert (reason.verdict, reason.detail) == (Verdict.UNDERPOWERED, {"label": "yak", "rows": 0, "needed": 28})
    assert decision.outcome is Outcome.REVIEW


def test_mistakes_within_a_family_cost_less(run_on, holdout):
    severity = check("non_inferiority", metric="severity_cost", margin=0.01, alpha=0.05)
    right = holdout(1.0, 1.0, seed=2)
    near, far = wrong_on(right, "ant", "bee", 0.02), wrong_on(right, "ant", "cat", 0.3)
    assert run_on(severity, near, severity=FAMILIES)[0].verdict is Verdict.PASS
    reason, _ = run_on(severity, far, severity=FAMILIES)
    assert reason.verdict is Verdict.FAIL
    assert reason.retrained > reason.legacy
    assert reason.delta == pytest.approx(reason.legacy - reason.retrained, abs=1e-6)


def test_a_worse_calibration_fails_the_brier_check(run_on, holdout):
    brier = check("non_inferiority", metric="brier", margin=0.02, alpha=0.05)
    rows = holdout(0.8, 0.8, seed=2)
    assert run_on(brier, altered(rows, brier=rows.legacy.brier))[0].verdict is Verdict.PASS
    reason, _ = run_on(brier, altered(rows, brier=rows.legacy.brier + 0.1))
    assert (reason.verdict, reason.delta) == (Verdict.FAIL, -0.1)


def test_each_further_model_on_a_window_needs_stronger_evidence(policy, evidence, holdout):
    rows = holdout(0.80, 0.845, seed=5)
    first, tenth = (
        decide(
            policy(),
            evidence(
                holdout(0.7, 0.9), rows, evaluations=HoldoutEvaluations(registered=True, sealed=10, candidate=candidate)
            ),
        )
        for candidate in (1, 10)
    )
    assert (first.reasons[0].verdict, tenth.reasons[0].verdict) == (Verdict.PASS, Verdict.UNDECIDED)
    assert tenth.reasons[0].bound < first.reasons[0].bound


@pytest.mark.parametrize(("rows", "expected"), [(27, ("ant", 27, 28)), (28, None)])
def test_a_label_is_underpowered_where_an_equal_model_would_fail_more_often_than_not(policy, rows, expected):
    recall = check("non_inferiority", metric="recall", labels=["ant"], margin=0.1, alpha=0.05)
    better = {"id": "better", "kind": "superiority", "split": "recent", "metric": "accuracy"}
    checked = policy(checks=[{**better, "alpha": 0.01, "on_fail": "review"}, recall])
    assert underpowered_label(checked.checks[1], checked, {"ant": rows}) == expected
