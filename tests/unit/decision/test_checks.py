"""Every kind of check, on rows whose answer is known."""

from dataclasses import replace

import numpy as np
import pytest

from retrain.decision import Looks, decide
from retrain.ml_configuration.decision_document import Code, Kept
from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.ml_configuration.labels import Severity

BETTER = {"id": "better", "kind": "superiority", "split": "recent", "metric": "accuracy"}
BETTER |= {"alpha": 0.01, "on_fail": "review"}
FAMILIES = Severity(taxonomy={"ant": ("insect",), "bee": ("insect",), "cat": ("mammal",), "dog": ("mammal",)})


def check(kind, **given):
    return {"id": "asked", "kind": kind, "split": "recent", "on_fail": "review", **given}


@pytest.fixture
def asked(policy, evidence):
    """A function: a check, rows -> what the court says of it, and the outcome."""

    def ask(given, rows, trade_offs=(), **changes):
        holdouts = {"sealed" if given["split"] == "sealed" else "recent": rows}
        decision = decide(policy(checks=[BETTER, given], trade_offs=trade_offs), evidence(**holdouts, **changes))
        return decision.reasons[-1], decision

    return ask


def altered(rows, **columns):
    """The rows with columns of the retrained model's answers replaced."""
    return replace(rows, retrained=replace(rows.retrained, **columns))


def wrong_on(rows, label, instead, share=1.0):
    """The retrained model answers `instead` on this share of the rows of a label."""
    chosen = np.flatnonzero(rows.truth == label)
    prediction = rows.retrained.prediction.copy()
    prediction[chosen[: int(len(chosen) * share)]] = instead
    return altered(rows, prediction=prediction)


def test_a_loss_in_the_recall_of_a_named_label_fails_whatever_the_others_gain(asked, holdout):
    recall = check("non_inferiority", metric="recall", labels=["ant", "bee"], margin=0.1, alpha=0.05)
    good = holdout(0.7, 0.95, seed=2)
    assert asked(recall, good)[0].verdict is Verdict.PASS
    reason, _ = asked(recall, wrong_on(good, "bee", "cat"))
    assert (reason.verdict, reason.detail, reason.retrained) == (Verdict.FAIL, {"label": "bee"}, 0)


def test_a_label_that_the_rows_cannot_judge_goes_to_a_person(asked, holdout):
    recall = check("non_inferiority", metric="recall", labels=["ant", "yak"], margin=0.1, alpha=0.05)
    reason, decision = asked(recall, holdout(0.7, 0.95, seed=2))
    assert (reason.verdict, reason.detail) == (Verdict.BLIND, {"label": "yak", "rows": 0, "needed": 28})
    assert decision.outcome is Outcome.REVIEW


def test_mistakes_within_a_family_are_lighter(asked, holdout):
    severity = check("non_inferiority", metric="severity_cost", margin=0.01, alpha=0.05)
    right = holdout(1.0, 1.0, seed=2)
    near, far = wrong_on(right, "ant", "bee", 0.02), wrong_on(right, "ant", "cat", 0.3)
    assert asked(severity, near, severity=FAMILIES)[0].verdict is Verdict.PASS
    reason, _ = asked(severity, far, severity=FAMILIES)
    assert reason.verdict is Verdict.FAIL
    assert reason.retrained > reason.legacy
    assert reason.delta == pytest.approx(reason.legacy - reason.retrained, abs=1e-6)


def test_a_trade_off_softens_a_reject_where_something_else_is_better(policy, evidence, held_out):
    generator = np.random.default_rng(4)
    truth = generator.choice(np.array(["ant", "bee", "cat", "dog"], dtype=object), 3000)
    near = {"ant": "bee", "bee": "ant", "cat": "dog", "dog": "cat"}
    far = {"ant": "cat", "bee": "dog", "cat": "ant", "dog": "bee"}
    lot = generator.random(3000)
    legacy = np.where(lot < 0.2, [far[label] for label in truth], truth).astype(object)
    retrained = np.where(lot < 0.26, [near[label] for label in truth], truth).astype(object)
    rows = held_out(truth, legacy, retrained)
    checks = [
        BETTER,
        {**check("non_inferiority", metric="accuracy", margin=0.01, alpha=0.05), "id": "kept", "on_fail": "reject"},
        {**check("non_inferiority", metric="severity_cost", margin=0.01, alpha=0.05), "id": "severity"},
    ]
    for trade_offs, outcome in (
        ((), Outcome.REJECT),
        ([{"when_failed": "kept", "but_better": "severity"}], Outcome.REVIEW),
    ):
        given = policy(checks=checks, trade_offs=trade_offs)
        assert decide(given, evidence(rows, rows, severity=FAMILIES)).outcome is outcome


def test_the_brier_score_sees_a_confidence_that_cannot_be_trusted(asked, holdout):
    brier = check("non_inferiority", metric="brier", margin=0.02, alpha=0.05)
    rows = holdout(0.8, 0.8, seed=2)
    assert asked(brier, altered(rows, brier=rows.legacy.brier))[0].verdict is Verdict.PASS
    reason, _ = asked(brier, altered(rows, brier=rows.legacy.brier + 0.1))
    assert (reason.verdict, reason.delta) == (Verdict.FAIL, -0.1)


def test_a_label_that_got_worse_is_named(asked, holdout):
    given = check("no_regression", per="label", alpha=0.05)
    rows = holdout(0.9, 0.9, seed=2)
    assert asked(given, rows)[0].code is Code.NONE_SHOWN_WORSE
    reason, decision = asked(given, wrong_on(rows, "bee", "cat", 0.4))
    assert reason.code is Code.SOME_SHOWN_WORSE
    assert {text.split(" ")[0] for text in reason.detail["worse"]} == {"bee", "cat"}
    assert decision.outcome is Outcome.REJECT


def test_labels_that_are_too_small_are_called_blind(asked, holdout):
    rows = holdout(0.9, 0.9, seed=2)
    rows.truth[:8] = "elk"
    elk = replace(
        rows, legacy=replace(rows.legacy, prediction=np.where(rows.truth == "elk", "elk", "ant").astype(object))
    )
    known = ("ant", "bee", "cat", "dog", "elk")
    reason, _ = asked(check("no_regression", per="label", alpha=0.05), elk, **labels(known))
    assert reason.detail["blind"] == ["elk"]


def labels(known):
    from retrain.decision import ModelIdentity

    return {"legacy": ModelIdentity("old", "animals", known), "retrained": ModelIdentity("new", "animals", known)}


def test_a_slice_that_got_worse_is_named(asked, holdout):
    rows = holdout(0.9, 0.9, seed=2)
    channel = np.where(np.arange(rows.rows) % 2, "mail", "portal").astype(object)
    spoilt = rows.retrained.prediction.copy()
    spoilt[np.flatnonzero(channel == "mail")[:150]] = "yak"
    given = check("no_regression", per="slice", alpha=0.05)
    assert asked(given, replace(rows, slices={"channel": channel}))[0].verdict is Verdict.PASS
    reason, _ = asked(given, replace(altered(rows, prediction=spoilt), slices={"channel": channel}))
    assert [text.split(" ")[0] for text in reason.detail["worse"]] == ["channel=mail"]


def test_without_slices_no_slice_got_worse(asked, holdout):
    assert asked(check("no_regression", per="slice", alpha=0.05), holdout(0.9, 0.5, seed=2))[0].verdict is Verdict.PASS


def test_of_sealed_rows_no_label_is_named(asked, holdout):
    given = check("no_regression", per="label", alpha=0.05, split="sealed")
    reason, _ = asked(given, wrong_on(holdout(0.9, 0.9), "bee", "cat", 0.4))
    assert (reason.verdict, reason.detail, reason.p_value) == (Verdict.FAIL, {}, None)


@pytest.mark.parametrize(
    ("metric", "value", "within", "above"),
    [
        ("relative_negative_flips", 0.6, {"legacy": 0.9, "retrained": 1.0}, {"legacy": 1.0, "retrained": 0.8}),
        ("abstention_rate", 0.1, {"abstained": 0.05}, {"abstained": 0.2}),
        ("size_ratio", 2.0, {"size": 150}, {"size": 250}),
    ],
)
def test_a_figure_above_its_limit_fails(asked, holdout, metric, value, within, above):
    given = check("at_most", metric=metric, value=value)
    for world, verdict in ((within, Verdict.PASS), (above, Verdict.FAIL)):
        rows = holdout(world.get("legacy", 0.8), world.get("retrained", 0.9), seed=2)
        abstained = np.arange(rows.rows) < world.get("abstained", 0) * rows.rows
        models = labels(("ant", "bee", "cat", "dog"))
        models = {name: replace(model, size=100) for name, model in models.items()}
        models["retrained"] = replace(models["retrained"], size=world.get("size", 100))
        reason, _ = asked(given, altered(rows, abstained=abstained), **models)
        assert (reason.verdict, reason.threshold) == (verdict, value)


def test_one_hand_that_dominates_the_newest_labels_is_told_with_what_is_left_without_it(asked, holdout):
    given = check("at_most", metric="group_share", value=0.3, on_fail="warn")
    gain = holdout(0.8, 0.8, seed=2)
    hand = np.where(np.arange(1000) < 400, "mallory", np.arange(1000).astype(str)).astype(object)
    poisoned = replace(altered(gain, prediction=np.where(hand == "mallory", gain.truth, gain.retrained.prediction)))
    reason, decision = asked(given, replace(poisoned, annotators=hand))
    assert decision.reasons[0].verdict is Verdict.PASS
    assert (reason.verdict, reason.retrained) == (Verdict.FAIL, 0.4)
    assert reason.detail["by"] == "annotator"
    assert reason.detail["rows_without_it"] == 600
    assert reason.detail["without_it"][0].startswith("better: undecided (")


def test_one_hand_that_dominates_is_told_when_the_windows_are_used_up(asked, holdout):
    given = check("at_most", metric="group_share", value=0.3, on_fail="warn")
    hand = np.where(np.arange(1000) < 400, "mallory", np.arange(1000).astype(str)).astype(object)
    looks = Looks(registered=True, seal=4, window=2)
    reason, decision = asked(given, replace(holdout(0.8, 0.8, seed=2), annotators=hand), looks=looks)
    assert decision.reasons[0].code is Code.WINDOWS_EXHAUSTED
    assert (reason.verdict, reason.detail["without_it"]) == (Verdict.FAIL, [])


def test_labels_of_many_hands_pass(asked, holdout):
    given = check("at_most", metric="group_share", value=0.3, on_fail="warn")
    rows = holdout(0.8, 0.8, seed=2)
    assert asked(given, replace(rows, groups=rows.ids))[0].retrained == 0.001
    assert asked(given, rows)[0].verdict is Verdict.PASS


def against_best(metric="accuracy"):
    return check("non_inferiority", metric=metric, margin=0.02, alpha=0.05, split="sealed", against="best")


def test_without_a_best_model_the_check_is_skipped_and_the_retrained_one_will_be_kept(asked, holdout):
    reason, decision = asked(against_best(), holdout(0.7, 0.9))
    assert (reason.verdict, reason.code) == (Verdict.SKIPPED, Code.NO_BEST)
    assert decision.best.kept is Kept.RETRAINED


@pytest.mark.parametrize(("best", "kept"), [(0.7, Kept.RETRAINED), (0.9, Kept.BEST), (1.0, Kept.BEST)])
def test_only_a_better_model_takes_the_place_of_the_best(asked, holdout, best, kept):
    _, decision = asked(against_best(), holdout(0.7, 0.9), best=holdout(best, 0.9, seed=8), best_digest="ever")
    assert (decision.best.digest, decision.best.kept) == ("ever", kept)


def test_a_model_far_below_the_best_fails_although_it_beats_the_legacy_model(asked, holdout):
    reason, decision = asked(against_best(), holdout(0.7, 0.8), best=holdout(0.95, 0.8, seed=8), best_digest="ever")
    assert reason.verdict is Verdict.FAIL
    assert decision.outcome is not Outcome.PROMOTE


def test_a_used_up_seal_goes_to_a_person(policy, evidence, holdout):
    better = evidence(holdout(0.7, 0.9), holdout(0.7, 0.9), looks=Looks(registered=True, seal=51))
    decision = decide(policy(), better)
    assert decision.outcome is Outcome.REVIEW
    assert decision.reasons[0].code is Code.HOLDOUT_EXHAUSTED
    assert decision.reasons[0].detail == {"looks": 51, "max_looks": 50}


def test_each_look_at_a_window_is_asked_for_more(policy, evidence, holdout):
    rows = holdout(0.80, 0.845, seed=5)
    first, tenth = (
        decide(policy(), evidence(holdout(0.7, 0.9), rows, looks=Looks(registered=True, seal=10, look=look)))
        for look in (1, 10)
    )
    assert (first.reasons[0].verdict, tenth.reasons[0].verdict) == (Verdict.PASS, Verdict.UNDECIDED)
    assert tenth.reasons[0].bound < first.reasons[0].bound


def test_a_model_that_was_judged_too_often_goes_to_a_person(policy, evidence, holdout):
    looks = Looks(registered=True, seal=1, window=3)
    decision = decide(policy(windows=[0.5, 0.5]), evidence(holdout(0.7, 0.9), holdout(0.7, 0.9), looks=looks))
    assert decision.outcome is Outcome.REVIEW
    assert (decision.reasons[0].code, decision.reasons[0].detail) == (Code.WINDOWS_EXHAUSTED, {"windows": 2})


def test_a_rule_that_hurts_is_named_and_one_that_helps_is_not(policy, evidence, holdout):
    rows = holdout(0.7, 0.9, seed=2)
    source = np.where(np.arange(1000) < 100, "bad", np.where(np.arange(1000) < 200, "good", "network")).astype(object)
    prediction, network = rows.retrained.prediction.copy(), rows.retrained.prediction.copy()
    prediction[:100], network[:100] = "yak", rows.truth[:100]
    prediction[100:200], network[100:200] = rows.truth[100:200], "yak"
    ruled = altered(rows, source=source, prediction=prediction, network=network)
    reason = decide(policy(), evidence(recent=ruled)).reasons[0]
    assert (reason.code, reason.verdict) == (Code.RULES_HURT, Verdict.FAIL)
    assert reason.detail == {"hurting": ["retrained/bad (-100, +0)"]}


def test_a_dry_run_is_written_down(policy, evidence):
    assert decide(policy(mode="dry_run"), evidence()).mode == "dry_run"
