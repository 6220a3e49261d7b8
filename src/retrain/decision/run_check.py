"""One check of the policy, carried out."""

from collections.abc import Callable, Mapping
from typing import Any

from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.limit_check import cap
from retrain.decision.outcome import Finding, reason_of
from retrain.decision.regression_check import look_for_regressions
from retrain.decision.score_checks import compare_scores
from retrain.ml_configuration.checks import Against, AtMost, Check, NonInferiority, NoRegression, Superiority
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import Verdict

_EXAMINERS: Mapping[type[Check], Callable[[Any, DecisionPolicy, Evidence, Holdout], Finding]] = {
    AtMost: cap,
    NonInferiority: compare_scores,
    NoRegression: look_for_regressions,
    Superiority: compare_scores,
}


def examine(check: Check, policy: DecisionPolicy, evidence: Evidence) -> Finding:
    """What one check finds on its holdout.

    Superiority and limits read all rows, as the models are deployed: the legacy model is simply
    wrong on labels that it does not know. The others compare like for like, on the rows whose true
    label both models know.

    Raises:
        InputError: the holdout is missing, or has no answers of the legacy model.
    """
    holdout = _rows(check, evidence)
    if holdout is None:
        return _finding(check, Verdict.SKIPPED, Code.NO_BEST)
    if isinstance(check, NonInferiority | NoRegression):
        holdout = holdout.with_truth_in(evidence.known_to_both)
    least = policy.min_rows.of(check.split)
    if holdout.rows < least:
        return _finding(check, Verdict.BLIND, Code.TOO_FEW_ROWS, rows=holdout.rows, min_rows=least)
    if isinstance(check, Superiority) and not policy.level(check, evidence.looks.window, evidence.looks.look):
        return _finding(check, Verdict.BLIND, Code.WINDOWS_EXHAUSTED, windows=len(policy.windows))
    return _EXAMINERS[type(check)](check, policy, evidence, holdout)


def _rows(check: Check, evidence: Evidence) -> Holdout | None:
    if getattr(check, "against", Against.LEGACY) is Against.BEST:
        return evidence.best
    return evidence.against_legacy(check.split)


def _finding(check: Check, verdict: Verdict, code: Code, **detail: int) -> Finding:
    reason = reason_of(check, verdict, code, detail=detail)
    return Finding(reason, check.on_fail, f"the check {check.id}", needs_person=verdict is Verdict.BLIND)
