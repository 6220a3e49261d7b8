"""A decision is a pure function of policy and evidence, and each kind of evidence has its outcome."""

import json
from dataclasses import replace

import numpy as np
import pytest

from retrain.decision import HoldoutEvaluations, decide
from retrain.decision.apply_policy import policy_digest
from retrain.ml_configuration.decision_document import Code, Decision, Reason
from retrain.ml_configuration.enums import Outcome, Split, Verdict
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.task import LabelChanges

UNREGISTERED = HoldoutEvaluations(registered=False, sealed=0)
WIDE = [
    {
        "id": "better",
        "kind": "superiority",
        "split": "recent",
        "metric": "accuracy",
        "alpha": 0.01,
        "on_fail": "review",
    },
    {"id": "kept", "kind": "non_inferiority", "split": "sealed", "metric": "accuracy", "margin": 0.05}
    | {"alpha": 0.05, "on_fail": "reject"},
]


def codes(decision):
    return [reason.code for reason in decision.reasons]


def verdicts(decision):
    return [reason.verdict for reason in decision.reasons]


def relabelled(rows, old, new):
    """The rows with one label renamed in the truth and in the retrained model's predictions."""
    prediction = np.where(rows.retrained.prediction == old, new, rows.retrained.prediction)
    truth = np.where(rows.truth == old, new, rows.truth)
    return replace(rows, truth=truth, retrained=replace(rows.retrained, prediction=prediction))


def test_a_better_model_is_promoted(policy, evidence, holdout):
    decision = decide(policy(), evidence(holdout(0.7, 0.85, seed=1), holdout(0.7, 0.85, seed=2)))
    assert decision.outcome is Outcome.PROMOTE
    assert codes(decision) == [Code.SHOWN_BETTER, Code.SHOWN_NOT_WORSE]
    assert decision.summary.startswith("The retrained model is better in macro F1 on the recent rows (+0.1")
    assert decision.summary.endswith("), and every check passes.")


def test_a_worse_model_is_rejected(policy, evidence, holdout):
    decision = decide(policy(), evidence(holdout(0.85, 0.7), holdout(0.7, 0.85)))
    assert decision.outcome is Outcome.REJECT
    assert codes(decision) == [Code.SHOWN_BETTER, Code.SHOWN_WORSE]
    assert decision.summary == "The retrained model is worse in macro F1 on the sealed rows."


def test_an_equal_model_is_rejected_without_a_review(policy, evidence):
    decision = decide(policy(), evidence())
    assert decision.outcome is Outcome.REJECT
    assert codes(decision) == [Code.NOT_SHOWN_BETTER, Code.SHOWN_NOT_WORSE]
    assert "No check shows" in decision.summary


def test_a_worse_model_on_recent_alone_is_rejected_without_a_review(policy, evidence, holdout):
    decision = decide(policy(), evidence(recent=holdout(0.85, 0.7)))
    assert decision.outcome is Outcome.REJECT
    assert codes(decision)[0] is Code.SHOWN_WORSE
    assert "No check shows" in decision.summary


def test_a_gain_with_a_doubt_is_reviewed(policy, evidence, holdout):
    decision = decide(policy(), evidence(holdout(0.8, 0.8), holdout(0.7, 0.85)))
    assert decision.outcome is Outcome.REVIEW
    assert verdicts(decision) == [Verdict.PASS, Verdict.UNDECIDED]
    assert codes(decision) == [Code.SHOWN_BETTER, Code.MAY_BE_WORSE]
    assert "a gain in macro F1 on the recent rows (+0.1" in decision.summary
    assert decision.summary.endswith("against a doubt about macro F1 on the sealed rows.")


def test_a_gain_that_only_the_sealed_rows_show_is_reviewed(policy, evidence, holdout):
    decision = decide(policy(), evidence(sealed=holdout(0.7, 0.9)))
    assert decision.outcome is Outcome.REVIEW
    assert (
        "a gain in macro F1 on the sealed rows against a doubt about macro F1 on the recent rows (" in decision.summary
    )


def test_a_check_that_only_warns_stops_nothing(policy, evidence, holdout):
    checks = [WIDE[0], {**WIDE[1], "on_fail": "warn"}]
    decision = decide(policy(checks=checks), evidence(holdout(0.85, 0.7), holdout(0.7, 0.85)))
    assert decision.outcome is Outcome.PROMOTE
    assert verdicts(decision) == [Verdict.PASS, Verdict.FAIL]


def test_an_identical_model_is_reported_as_identical(policy, evidence, identity):
    decision = decide(policy(), evidence(legacy=identity("new"), evaluations=UNREGISTERED))
    assert (decision.outcome, codes(decision)) == (Outcome.IDENTICAL, [Code.IDENTICAL])


@pytest.mark.parametrize("outcome", [Outcome.PROMOTE, Outcome.REVIEW])
def test_the_first_model_gets_the_outcome_of_the_policy(policy, evidence, holdout, outcome):
    alone = evidence(holdout(legacy=None), holdout(legacy=None), legacy=None)
    decision = decide(policy(first_model=outcome), alone)
    assert (decision.outcome, codes(decision), decision.legacy) == (outcome, [Code.NO_LEGACY], None)


def test_a_legacy_model_of_another_task_counts_as_none(policy, evidence, identity):
    decision = decide(policy(first_model="review"), evidence(legacy=identity("old", task="plants")))
    assert (decision.outcome, codes(decision)) == (Outcome.REVIEW, [Code.LEGACY_OTHER_TASK])
    assert decision.legacy.task == "plants"


def test_an_unregistered_evaluation_is_reviewed_and_nothing_is_compared(policy, evidence):
    decision = decide(policy(), evidence(evaluations=UNREGISTERED))
    assert (decision.outcome, codes(decision)) == (Outcome.REVIEW, [Code.EVALUATION_UNREGISTERED])
    assert "retrain decision judge" in decision.summary


def test_too_few_rows_are_underpowered_and_reviewed(policy, evidence, holdout):
    decision = decide(policy(), evidence(holdout(0.7, 0.85, rows=499), holdout(0.7, 0.85)))
    assert decision.outcome is Outcome.REVIEW
    assert codes(decision) == [Code.SHOWN_BETTER, Code.TOO_FEW_ROWS]
    assert decision.reasons[1].verdict is Verdict.UNDERPOWERED
    assert decision.reasons[1].detail == {"rows": 499, "min_rows": 500}
    assert decision.summary == "An expert has to decide: the data cannot settle the check sealed-not-worse."


def test_a_reject_takes_precedence_over_an_underpowered_check(policy, evidence, holdout):
    decision = decide(policy(), evidence(holdout(0.85, 0.7), holdout(rows=20)))
    assert decision.outcome is Outcome.REJECT


def test_an_added_label_is_named_and_the_legacy_model_is_wrong_on_it(policy, evidence, holdout, identity):
    added = relabelled(holdout(0.8, 0.8, seed=2), "dog", "elk")
    sealed = relabelled(holdout(0.7, 0.9, rows=2000, seed=1), "dog", "elk")
    labels = ("ant", "bee", "cat", "dog", "elk")
    changes = LabelChanges(added=("elk",))
    decision = decide(policy(), evidence(sealed, added, retrained=identity(labels=labels), label_changes=changes))
    assert decision.outcome is Outcome.PROMOTE
    assert decision.reasons[0].detail == {"added": ["elk"], "removed": [], "undeclared": []}
    assert (decision.reasons[0].code, decision.reasons[0].verdict) == (Code.LABELS_CHANGED, Verdict.PASS)
    assert decision.reasons[1].delta > 0.15


def test_non_inferiority_reads_only_rows_whose_label_both_models_can_predict(policy, evidence, holdout, identity):
    sealed = relabelled(holdout(0.7, 0.9, rows=600), "dog", "elk")
    known = int((sealed.truth != "elk").sum())
    decision = decide(policy(), evidence(sealed, retrained=identity(labels=("ant", "bee", "cat", "dog", "elk"))))
    assert decision.reasons[2].detail == {"rows": known, "min_rows": 500}


def test_a_removed_label_is_reviewed_even_with_a_better_model(policy, evidence, holdout, identity):
    better = evidence(
        holdout(0.7, 0.9), holdout(0.7, 0.9), legacy=identity("old", labels=("ant", "bee", "cat", "dog", "yak"))
    )
    decision = decide(policy(), better)
    assert decision.outcome is Outcome.REVIEW
    assert decision.reasons[0].detail == {"added": [], "removed": ["yak"], "undeclared": ["yak"]}
    assert decision.summary == "An expert has to decide: the data cannot settle the labels."


def test_of_the_sealed_test_set_only_verdict_bound_and_threshold_are_written(policy, evidence):
    recent, sealed = decide(policy(), evidence()).reasons
    assert None not in (recent.legacy, recent.retrained, recent.delta, recent.p_value, recent.bound)
    assert (sealed.legacy, sealed.retrained, sealed.delta, sealed.p_value, sealed.detail) == (None,) * 4 + ({},)
    assert sealed.bound is not None
    assert sealed.threshold == -0.005


@pytest.mark.parametrize(
    ("metric", "methods"),
    [
        ("macro_f1", ("swap_test, delta_method", "delta_method")),
        ("accuracy", ("exact_mcnemar, paired_mean", "paired_mean")),
    ],
)
def test_the_methods_are_written_into_the_reasons(policy, evidence, metric, methods):
    checks = [{**check, "metric": metric} for check in WIDE]
    assert tuple(reason.method for reason in decide(policy(checks=checks), evidence()).reasons) == methods


def test_the_bootstrap_is_named_where_a_label_is_rare(policy, evidence, holdout):
    rare = holdout(rows=300)
    rare.truth[:5] = "elk"
    assert decide(policy(), evidence(recent=rare)).reasons[0].method == "swap_test, bootstrap"


def test_a_significant_p_value_does_not_pass_without_the_bound(policy, evidence, holdout):
    sparse = holdout(1.0, 1.0, rows=1000)
    sparse.legacy.prediction[:6] = "elk"
    reason = decide(policy(checks=WIDE), evidence(recent=sparse)).reasons[0]
    assert (reason.p_value, reason.verdict) == (round(0.5**6, 6), Verdict.UNDECIDED)


def test_the_decision_reads_back_from_its_json(policy, evidence):
    decision = decide(policy(), evidence())
    text = decision.to_json()
    assert Decision.model_validate_json(text) == decision
    assert text.endswith("}\n")
    parsed = json.loads(text)
    assert (
        " ".join(parsed) == "schema outcome mode summary retrained legacy best holdouts policy seed evaluations reasons"
    )
    assert parsed["schema"] == 3
    assert parsed["legacy"] == {"digest": "old", "task": "animals"}
    assert parsed["holdouts"]["recent"] == {"digest": "rows2", "rows": 1000, "left_out": {"trained_on": 3}}
    assert list(parsed["holdouts"]) == ["sealed", "recent"]
    assert parsed["evaluations"] == {"sealed": 4, "at_most": 50, "window": 1, "candidate": 1}


def test_numbers_are_written_with_six_decimals(policy, evidence):
    reason = decide(policy(), evidence()).reasons[0]
    assert all(value == round(value, 6) for value in (reason.legacy, reason.delta, reason.bound, reason.p_value))


def test_a_tiny_loss_is_not_written_as_a_negative_zero():
    reason = Reason(check="c", kind="superiority", verdict="undecided", code="not_shown_better", delta=-1e-9)
    assert '"delta":0.0,' in reason.model_dump_json()


def test_equal_models_are_promoted_no_more_often_than_the_policy_states(policy, evidence, holdout):
    worlds = 100
    alpha = 0.05
    lenient = policy(draws=99, checks=[{**WIDE[0], "metric": "macro_f1", "alpha": alpha}, WIDE[1]])
    outcomes = [
        decide(lenient, evidence(holdout(rows=500, seed=seed), holdout(rows=200, seed=1000 + seed))).outcome
        for seed in range(worlds)
    ]
    assert outcomes.count(Outcome.PROMOTE) <= worlds * alpha + 3 * np.sqrt(worlds * alpha * (1 - alpha))


def test_equal_evidence_gives_equal_bytes(policy, evidence):
    assert decide(policy(), evidence()).to_json() == decide(policy(), evidence()).to_json()


def test_policies_differ_in_their_digest(policy):
    assert policy_digest(policy()) == policy_digest(policy()) != policy_digest(policy(seed=7))


def test_a_missing_holdout_names_the_command_that_makes_it(policy, evidence, holdout):
    with pytest.raises(InputError, match=r"split 'sealed'; run `retrain decision judge`"):
        decide(policy(), evidence(holdouts={Split.RECENT: holdout()}))


def test_missing_predictions_of_the_legacy_model_name_the_split(policy, evidence, holdout):
    with pytest.raises(InputError, match="legacy model on the split 'recent'"):
        decide(policy(), evidence(recent=holdout(legacy=None)))


def test_a_sealed_test_set_that_is_used_up_leads_to_a_review(policy, evidence, holdout):
    better = evidence(holdout(0.7, 0.9), holdout(0.7, 0.9), evaluations=HoldoutEvaluations(registered=True, sealed=51))
    decision = decide(policy(), better)
    assert decision.outcome is Outcome.REVIEW
    assert decision.reasons[0].code is Code.HOLDOUT_EXHAUSTED
    assert decision.reasons[0].detail == {"evaluations": 51, "max_evaluations": 50}


def test_a_dry_run_is_written_down(policy, evidence):
    assert decide(policy(mode="dry_run"), evidence()).mode == "dry_run"
