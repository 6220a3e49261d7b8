"""Every check runs on its holdout, and metrics above their limit fail."""

from dataclasses import replace

import numpy as np
import pytest
from altered_holdouts import altered, check, models_of

from retrain.decision import HoldoutEvaluations, decide
from retrain.ml_configuration.decision_document import BestModel, Code
from retrain.ml_configuration.enums import Outcome, Verdict


@pytest.mark.parametrize(
    ("metric", "value", "within", "above"),
    [
        ("relative_negative_flips", 0.6, {"legacy": 0.9, "retrained": 1.0}, {"legacy": 1.0, "retrained": 0.8}),
        ("abstention_rate", 0.1, {"abstained": 0.05}, {"abstained": 0.2}),
        ("size_ratio", 2.0, {"size": 150}, {"size": 250}),
    ],
)
def test_a_metric_above_its_limit_fails(run_on, holdout, metric, value, within, above):
    given = check("at_most", metric=metric, value=value)
    for world, verdict in ((within, Verdict.PASS), (above, Verdict.FAIL)):
        rows = holdout(world.get("legacy", 0.8), world.get("retrained", 0.9), seed=2)
        abstained = np.arange(rows.rows) < world.get("abstained", 0) * rows.rows
        models = models_of(("ant", "bee", "cat", "dog"))
        models = {name: replace(model, size=100) for name, model in models.items()}
        models["retrained"] = replace(models["retrained"], size=world.get("size", 100))
        reason, _ = run_on(given, altered(rows, abstained=abstained), **models)
        assert (reason.verdict, reason.threshold) == (verdict, value)


def test_an_annotator_with_too_many_of_the_newest_labels_is_reported_with_the_results_without_them(run_on, holdout):
    given = check("at_most", metric="group_share", value=0.3, on_fail="warn")
    gain = holdout(0.8, 0.8, seed=2)
    annotators = np.where(np.arange(1000) < 400, "mallory", np.arange(1000).astype(str)).astype(object)
    poisoned = replace(
        altered(gain, prediction=np.where(annotators == "mallory", gain.truth, gain.retrained.prediction))
    )
    reason, decision = run_on(given, replace(poisoned, annotators=annotators))
    assert decision.reasons[0].verdict is Verdict.PASS
    assert (reason.verdict, reason.retrained) == (Verdict.FAIL, 0.4)
    assert reason.detail["by"] == "annotator"
    assert reason.detail["rows_without_it"] == 600
    assert reason.detail["without_it"][0].startswith("better: undecided (")


def test_an_annotator_with_too_many_labels_is_reported_when_the_windows_are_used_up(run_on, holdout):
    given = check("at_most", metric="group_share", value=0.3, on_fail="warn")
    annotators = np.where(np.arange(1000) < 400, "mallory", np.arange(1000).astype(str)).astype(object)
    evaluations = HoldoutEvaluations(registered=True, sealed=4, window=2)
    reason, decision = run_on(given, replace(holdout(0.8, 0.8, seed=2), annotators=annotators), evaluations=evaluations)
    assert decision.reasons[0].code is Code.WINDOWS_EXHAUSTED
    assert (reason.verdict, reason.detail["without_it"]) == (Verdict.FAIL, [])


def test_labels_of_many_annotators_pass(run_on, holdout):
    given = check("at_most", metric="group_share", value=0.3, on_fail="warn")
    rows = holdout(0.8, 0.8, seed=2)
    assert run_on(given, replace(rows, groups=rows.ids))[0].retrained == 0.001
    assert run_on(given, rows)[0].verdict is Verdict.PASS


def against_best(metric="accuracy"):
    return check("non_inferiority", metric=metric, margin=0.02, alpha=0.05, split="sealed", against="best")


def test_without_a_best_model_the_check_is_skipped_and_the_retrained_one_becomes_the_best(run_on, holdout):
    reason, decision = run_on(against_best(), holdout(0.7, 0.9))
    assert (reason.verdict, reason.code) == (Verdict.SKIPPED, Code.NO_BEST)
    assert decision.best.kept is BestModel.RETRAINED


@pytest.mark.parametrize(("best", "kept"), [(0.7, BestModel.RETRAINED), (0.9, BestModel.BEST), (1.0, BestModel.BEST)])
def test_only_a_better_model_replaces_the_best(run_on, holdout, best, kept):
    _, decision = run_on(against_best(), holdout(0.7, 0.9), best=holdout(best, 0.9, seed=8), best_digest="ever")
    assert (decision.best.digest, decision.best.kept) == ("ever", kept)


def test_a_model_far_below_the_best_fails_although_it_beats_the_legacy_model(run_on, holdout):
    reason, decision = run_on(against_best(), holdout(0.7, 0.8), best=holdout(0.95, 0.8, seed=8), best_digest="ever")
    assert reason.verdict is Verdict.FAIL
    assert decision.outcome is not Outcome.PROMOTE


def test_a_model_that_was_evaluated_too_often_is_reviewed(policy, evidence, holdout):
    evaluations = HoldoutEvaluations(registered=True, sealed=1, window=3)
    decision = decide(
        policy(windows=[0.5, 0.5]), evidence(holdout(0.7, 0.9), holdout(0.7, 0.9), evaluations=evaluations)
    )
    assert decision.outcome is Outcome.REVIEW
    assert (decision.reasons[0].code, decision.reasons[0].detail) == (Code.WINDOWS_EXHAUSTED, {"windows": 2})
