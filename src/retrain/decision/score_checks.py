"""Superiority and non-inferiority: one score of two models, with the bound of its difference."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from retrain.decision.estimate import Estimate, Method, PairedEstimate, Resampling
from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.macro_f1 import macro_f1, swap_test
from retrain.decision.outcome import Finding, reason_of
from retrain.decision.paired_means import accuracy, mean_cost, severity_cost
from retrain.decision.power import needed_rows
from retrain.decision.regression_tests import mcnemar_test
from retrain.decision.severity import costs_of
from retrain.ml_configuration.checks import Against, CheckKind, Comparing, Metric, NonInferiority, Superiority
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.decision_document import Code, Reason
from retrain.ml_configuration.enums import Verdict

_CODES: Mapping[tuple[CheckKind, Verdict], Code] = {
    (CheckKind.SUPERIORITY, Verdict.PASS): Code.SHOWN_BETTER,
    (CheckKind.SUPERIORITY, Verdict.UNDECIDED): Code.NOT_SHOWN_BETTER,
    (CheckKind.SUPERIORITY, Verdict.FAIL): Code.SHOWN_WORSE,
    (CheckKind.NON_INFERIORITY, Verdict.PASS): Code.SHOWN_NOT_WORSE,
    (CheckKind.NON_INFERIORITY, Verdict.UNDECIDED): Code.MAY_BE_WORSE,
    (CheckKind.NON_INFERIORITY, Verdict.FAIL): Code.SHOWN_WORSE,
}


class Measured(NamedTuple):
    """One score of both models with its p-value, one-sided, that the retrained one is better, and the test's name."""

    estimate: PairedEstimate
    test: Callable[[], float]
    method: Method


def measure(metric: Metric, holdout: Holdout, evidence: Evidence, resampling: Resampling) -> Measured:
    """One score of both models on the rows of a holdout; the test is carried out only when it is called."""
    return _MEASURES[metric](holdout, evidence, resampling)


def _macro_f1(holdout: Holdout, evidence: Evidence, resampling: Resampling) -> Measured:
    counts = holdout.paired_counts(evidence.legacy_labels)
    return Measured(macro_f1(counts, resampling), lambda: swap_test(counts, resampling), Method.SWAP_TEST)


def _accuracy(holdout: Holdout, evidence: Evidence, _resampling: Resampling) -> Measured:
    counts = holdout.paired_counts(evidence.legacy_labels)
    return Measured(accuracy(counts), lambda: mcnemar_test(counts), Method.EXACT_MCNEMAR)


def _severity(holdout: Holdout, evidence: Evidence, _resampling: Resampling) -> Measured:
    counts = holdout.paired_counts(evidence.legacy_labels)
    return _of_mean(severity_cost(counts, costs_of(counts.labels, evidence.severity)))


def _brier(holdout: Holdout, _evidence: Evidence, _resampling: Resampling) -> Measured:
    before, after = (answers.brier for answers in holdout.pair)
    return _of_mean(mean_cost(before, after, holdout.groups))


def _of_mean(estimate: PairedEstimate) -> Measured:
    return Measured(estimate, estimate.delta.p_value, Method.PAIRED_MEAN)


_MEASURES: Mapping[Metric, Callable[[Holdout, Evidence, Resampling], Measured]] = {
    Metric.MACRO_F1: _macro_f1,
    Metric.ACCURACY: _accuracy,
    Metric.RECALL: _accuracy,
    Metric.SEVERITY_COST: _severity,
    Metric.BRIER: _brier,
}


class _Judged(NamedTuple):
    verdict: Verdict
    measured: Measured
    p_value: float | None
    bound: float
    label: str | None


def compare_scores(check: Comparing, policy: DecisionPolicy, evidence: Evidence, holdout: Holdout) -> Finding:
    """What a comparison finds; of several labels every one has to pass, and the one that is furthest from it is told.

    The recall of a label is the accuracy on the rows whose true label it is.
    """
    alpha = _level(check, policy, evidence)
    if small := unjudgeable(check, policy, {label: int((holdout.truth == label).sum()) for label in check.labels}):
        label, rows, needed = small
        return _blind(check, {"label": label, "rows": rows, "needed": needed})
    every: list[tuple[str | None, Holdout]] = [(label, holdout.with_truth_in({label})) for label in check.labels]
    judged = [
        _judged(check, alpha, measure(check.metric, rows, evidence, Resampling(policy.draws, policy.seed)), label)
        for label, rows in every or [(None, holdout)]
    ]
    verdict = max((one.verdict for one in judged), key=[Verdict.PASS, Verdict.UNDECIDED, Verdict.FAIL].index)
    told = min((one for one in judged if one.verdict is verdict), key=lambda one: one.bound)
    gain = any(_CODES[check.kind, one.verdict] is Code.SHOWN_BETTER for one in judged) or all(
        one.measured.estimate.delta.lower(policy.gain_alpha) > 0 for one in judged
    )
    whose = "" if check.against is Against.LEGACY else " against the best model"
    subject = f"{check.metric.words} on the {check.split.value} rows{whose}"
    return Finding(_reason(check, verdict, told), check.on_fail, subject, gain)


def unjudgeable(check: Comparing, policy: DecisionPolicy, rows: Mapping[str, int]) -> tuple[str, int, int] | None:
    """The first of a check's labels that so many rows cannot judge, with its rows and those it takes, if there is one.

    An equally good model has to pass at least half of the time.
    """
    if not isinstance(check, NonInferiority):
        return None
    needed = needed_rows(check.margin, check.alpha, 0.5, policy.discordance)
    small = (label for label in check.labels if rows.get(label, 0) < needed)
    return next(((label, rows.get(label, 0), needed) for label in small), None)


def _blind(check: Comparing, detail: dict[str, JsonValue]) -> Finding:
    reason = reason_of(check, Verdict.BLIND, Code.TOO_FEW_ROWS, detail=detail)
    return Finding(reason, check.on_fail, f"recall on the {check.split.value} rows", needs_person=True)


def _level(check: Comparing, policy: DecisionPolicy, evidence: Evidence) -> float:
    if isinstance(check, Superiority):
        return policy.level(check, evidence.looks.window, evidence.looks.look)
    return check.alpha


def _judged(check: Comparing, alpha: float, measured: Measured, label: str | None) -> _Judged:
    p_value = measured.test() if isinstance(check, Superiority) else None
    delta = measured.estimate.delta
    return _Judged(_verdict(check, alpha, delta, p_value), measured, p_value, delta.lower(alpha), label)


def _verdict(check: Comparing, alpha: float, delta: Estimate, p_value: float | None) -> Verdict:
    """Pass where the lower bound, and the p-value if there is one, say so; fail where the upper bound denies it.

    The swap test alone is exact only for models that do not differ at all; the bound covers models
    that differ, yet are equally good. Asking for both holds the error rate to alpha in either case.
    """
    significant = p_value is None or p_value <= alpha
    if significant and delta.lower(alpha) > check.threshold:
        return Verdict.PASS
    return Verdict.FAIL if delta.upper(check.alpha) < check.threshold else Verdict.UNDECIDED


def _reason(check: Comparing, verdict: Verdict, told: _Judged) -> Reason:
    estimate = told.measured.estimate
    return reason_of(
        check,
        verdict,
        _CODES[check.kind, verdict],
        legacy=estimate.legacy.value,
        retrained=estimate.retrained.value,
        delta=estimate.delta.value,
        bound=told.bound,
        threshold=check.threshold,
        p_value=told.p_value,
        method=estimate.method if told.p_value is None else f"{told.measured.method}, {estimate.method}",
        detail={} if told.label is None else {"label": told.label},
    )
