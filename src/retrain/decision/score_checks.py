"""Superiority and non-inferiority checks, by the confidence bound of a difference of scores."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from retrain.decision.estimate import Estimate, Method, PairedEstimate, Resampling
from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.f1_scores import macro_f1, swap_test
from retrain.decision.outcome import Finding, reason_of
from retrain.decision.paired_means import accuracy, mean_cost, severity_cost
from retrain.decision.power import needed_rows
from retrain.decision.regression_tests import mcnemar_test
from retrain.decision.severity import cost_matrix
from retrain.ml_configuration.checks import Against, CheckKind, Metric, NonInferiority, ScoreCheck, Superiority
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
    """One metric of both models with its test.

    Attributes:
        estimate: the metric of both models and its difference.
        test: returns the one-sided p-value that the retrained model is better.
        method: name of the test.
    """

    estimate: PairedEstimate
    test: Callable[[], float]
    method: Method


def measure(metric: Metric, holdout: Holdout, evidence: Evidence, resampling: Resampling) -> Measured:
    """One metric of both models on a holdout, with a test that runs when it is called."""
    return _MEASURES[metric](holdout, evidence, resampling)


def _macro_f1(holdout: Holdout, evidence: Evidence, resampling: Resampling) -> Measured:
    counts = holdout.paired_counts(evidence.legacy_labels)
    return Measured(macro_f1(counts, resampling), lambda: swap_test(counts, resampling), Method.SWAP_TEST)


def _accuracy(holdout: Holdout, evidence: Evidence, _resampling: Resampling) -> Measured:
    counts = holdout.paired_counts(evidence.legacy_labels)
    return Measured(accuracy(counts), lambda: mcnemar_test(counts), Method.EXACT_MCNEMAR)


def _severity(holdout: Holdout, evidence: Evidence, _resampling: Resampling) -> Measured:
    counts = holdout.paired_counts(evidence.legacy_labels)
    return _paired_mean(severity_cost(counts, cost_matrix(counts.labels, evidence.severity)))


def _brier(holdout: Holdout, _evidence: Evidence, _resampling: Resampling) -> Measured:
    legacy, retrained = holdout.both_models
    return _paired_mean(mean_cost(legacy.brier, retrained.brier, holdout.groups))


def _paired_mean(estimate: PairedEstimate) -> Measured:
    return Measured(estimate, estimate.delta.p_value, Method.PAIRED_MEAN)


_MEASURES: Mapping[Metric, Callable[[Holdout, Evidence, Resampling], Measured]] = {
    Metric.MACRO_F1: _macro_f1,
    Metric.ACCURACY: _accuracy,
    Metric.RECALL: _accuracy,
    Metric.SEVERITY_COST: _severity,
    Metric.BRIER: _brier,
}


class _Result(NamedTuple):
    verdict: Verdict
    measured: Measured
    p_value: float | None
    bound: float
    label: str | None


def compare_scores(check: ScoreCheck, policy: DecisionPolicy, evidence: Evidence, holdout: Holdout) -> Finding:
    """The finding of a comparison; with several labels all have to pass, and the worst is reported.

    The recall of a label is the accuracy on the rows with this true label.
    """
    support = {label: int((holdout.truth == label).sum()) for label in check.labels}
    underpowered = underpowered_label(check, policy, support)
    if underpowered is not None:
        return _underpowered(check, *underpowered)
    alpha = error_rate(check, policy, evidence)
    resampling = Resampling(policy.draws, policy.seed)
    results = []
    for label, rows in _parts(check, holdout):
        results.append(_result(check, alpha, measure(check.metric, rows, evidence, resampling), label))
    order = [Verdict.FAIL, Verdict.UNDECIDED, Verdict.PASS]
    reported = min(results, key=lambda result: (order.index(result.verdict), result.bound))
    baseline = "" if check.against is Against.LEGACY else " against the best model"
    subject = f"{check.metric.words} on the {check.split.value} rows{baseline}"
    gain = _shows_gain(check, policy, results)
    return Finding(_reason(check, reported), check.on_fail, subject, gain)


def underpowered_label(
    check: ScoreCheck, policy: DecisionPolicy, support: Mapping[str, int]
) -> tuple[str, int, int] | None:
    """The first label with too few rows, the rows that it has and those that it needs; else None.

    With enough rows an equally good model passes at least half of the time.
    """
    if not isinstance(check, NonInferiority):
        return None
    needed = needed_rows(check.margin, check.alpha, 0.5, policy.discordance)
    for label in check.labels:
        rows = support.get(label, 0)
        if rows < needed:
            return label, rows, needed
    return None


def _parts(check: ScoreCheck, holdout: Holdout) -> list[tuple[str | None, Holdout]]:
    """The rows of each of the check's labels; all rows where it names none."""
    if not check.labels:
        return [(None, holdout)]
    return [(label, holdout.with_truth_in({label})) for label in check.labels]


def _underpowered(check: ScoreCheck, label: str, rows: int, needed: int) -> Finding:
    detail: dict[str, JsonValue] = {"label": label, "rows": rows, "needed": needed}
    reason = reason_of(check, Verdict.UNDERPOWERED, Code.TOO_FEW_ROWS, detail=detail)
    return Finding(reason, check.on_fail, f"recall on the {check.split.value} rows", needs_person=True)


def error_rate(check: ScoreCheck, policy: DecisionPolicy, evidence: Evidence) -> float:
    """The one-sided error rate of a comparison; 0 where its windows are used up."""
    if isinstance(check, Superiority):
        return policy.level(check, evidence.evaluations.window, evidence.evaluations.candidate)
    return check.alpha


def _shows_gain(check: ScoreCheck, policy: DecisionPolicy, results: Sequence[_Result]) -> bool:
    codes = [_CODES[check.kind, result.verdict] for result in results]
    bounds = [result.measured.estimate.delta.lower(policy.gain_alpha) for result in results]
    return Code.SHOWN_BETTER in codes or all(bound > 0 for bound in bounds)


def _result(check: ScoreCheck, alpha: float, measured: Measured, label: str | None) -> _Result:
    p_value = measured.test() if isinstance(check, Superiority) else None
    delta = measured.estimate.delta
    verdict = _verdict(check, alpha, delta, p_value)
    return _Result(verdict, measured, p_value, delta.lower(alpha), label)


def _verdict(check: ScoreCheck, alpha: float, delta: Estimate, p_value: float | None) -> Verdict:
    """Pass where lower bound and p-value, if any, show it; fail where the upper bound excludes it.

    The swap test alone is exact only for models that do not differ at all. The bound also covers
    models that differ but are equally good. Requiring both keeps the error rate at alpha.
    """
    significant = p_value is None or p_value <= alpha
    if significant and delta.lower(alpha) > check.threshold:
        return Verdict.PASS
    return Verdict.FAIL if delta.upper(check.alpha) < check.threshold else Verdict.UNDECIDED


def _reason(check: ScoreCheck, result: _Result) -> Reason:
    estimate = result.measured.estimate
    method = estimate.method if result.p_value is None else f"{result.measured.method}, {estimate.method}"
    return reason_of(
        check,
        result.verdict,
        _CODES[check.kind, result.verdict],
        legacy=estimate.legacy.value,
        retrained=estimate.retrained.value,
        delta=estimate.delta.value,
        bound=result.bound,
        threshold=check.threshold,
        p_value=result.p_value,
        method=method,
        detail={} if result.label is None else {"label": result.label},
    )
