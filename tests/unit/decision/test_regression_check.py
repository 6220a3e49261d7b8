"""Labels and slices that got worse are named, and those with too few rows are listed."""

from dataclasses import replace

import numpy as np
from altered_holdouts import altered, check, models_of, wrong_on

from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import Outcome, Verdict


def test_a_label_that_got_worse_is_named(run_on, holdout):
    given = check("no_regression", per="label", alpha=0.05)
    rows = holdout(0.9, 0.9, seed=2)
    assert run_on(given, rows)[0].code is Code.NONE_SHOWN_WORSE
    reason, decision = run_on(given, wrong_on(rows, "bee", "cat", 0.4))
    assert reason.code is Code.SOME_SHOWN_WORSE
    assert {text.split(" ")[0] for text in reason.detail["worse"]} == {"bee", "cat"}
    assert decision.outcome is Outcome.REJECT


def test_labels_that_are_too_small_are_listed_as_underpowered(run_on, holdout):
    rows = holdout(0.9, 0.9, seed=2)
    rows.truth[:8] = "elk"
    elk = replace(
        rows, legacy=replace(rows.legacy, prediction=np.where(rows.truth == "elk", "elk", "ant").astype(object))
    )
    known = ("ant", "bee", "cat", "dog", "elk")
    reason, _ = run_on(check("no_regression", per="label", alpha=0.05), elk, **models_of(known))
    assert reason.detail["underpowered"] == ["elk"]


def test_a_slice_that_got_worse_is_named(run_on, holdout):
    rows = holdout(0.9, 0.9, seed=2)
    channel = np.where(np.arange(rows.rows) % 2, "mail", "portal").astype(object)
    spoilt = rows.retrained.prediction.copy()
    spoilt[np.flatnonzero(channel == "mail")[:150]] = "yak"
    given = check("no_regression", per="slice", alpha=0.05)
    assert run_on(given, replace(rows, slices={"channel": channel}))[0].verdict is Verdict.PASS
    reason, _ = run_on(given, replace(altered(rows, prediction=spoilt), slices={"channel": channel}))
    assert [text.split(" ")[0] for text in reason.detail["worse"]] == ["channel=mail"]


def test_without_slices_no_slice_got_worse(run_on, holdout):
    assert run_on(check("no_regression", per="slice", alpha=0.05), holdout(0.9, 0.5, seed=2))[0].verdict is Verdict.PASS


def test_of_sealed_rows_no_label_is_named(run_on, holdout):
    given = check("no_regression", per="label", alpha=0.05, split="sealed")
    reason, _ = run_on(given, wrong_on(holdout(0.9, 0.9), "bee", "cat", 0.4))
    assert (reason.verdict, reason.detail, reason.p_value) == (Verdict.FAIL, {}, None)
