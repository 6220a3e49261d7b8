"""Runs the checks of a policy."""

from collections import Counter
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from numpy.typing import NDArray
from pydantic import JsonValue

from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.outcome import Finding, reason_of
from retrain.decision.regression_check import check_regressions
from retrain.decision.regression_tests import relative_negative_flips
from retrain.decision.score_checks import compare_scores, error_rate
from retrain.ml_configuration import checks
from retrain.ml_configuration.checks import AtMost, CappedMetric, Check, NonInferiority, NoRegression, Superiority
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import Split, Verdict


def run_check(check: Check, policy: DecisionPolicy, evidence: Evidence) -> Finding:
    """The finding of one check on its holdout.

    Superiority and `at_most` checks read all rows, as the models are deployed: the legacy model is
    wrong on labels that it cannot predict. The others compare like for like, on the rows whose true
    label both models can predict.

    Raises:
        InputError: the holdout is missing, or has no predictions of the legacy model.
    """
    holdout = _holdout(check, evidence)
    if holdout is None:
        reason = reason_of(check, Verdict.SKIPPED, Code.NO_BEST)
        return Finding(reason, check.on_fail, f"the check {check.id}")
    if isinstance(check, NonInferiority | NoRegression):
        holdout = holdout.with_truth_in(evidence.common_labels)
    min_rows = policy.min_rows.of(check.split)
    if holdout.rows < min_rows:
        return _underpowered(check, Code.TOO_FEW_ROWS, rows=holdout.rows, min_rows=min_rows)
    if isinstance(check, Superiority) and not error_rate(check, policy, evidence):
        return _underpowered(check, Code.WINDOWS_EXHAUSTED, windows=len(policy.windows))
    return _CHECKS[type(check)](check, policy, evidence, holdout)


def check_limit(check: AtMost, policy: DecisionPolicy, evidence: Evidence, holdout: Holdout) -> Finding:
    """Whether a metric of the retrained model stays within its limit.

    Where one group, or one annotator, exceeds its share, the detail holds the results without it.
    """
    value = _METRICS[check.metric](holdout, evidence)
    is_above = value > check.value
    verdict = Verdict.FAIL if is_above else Verdict.PASS
    code = Code.ABOVE_LIMIT if is_above else Code.WITHIN_LIMIT
    is_unbalanced = is_above and check.metric is CappedMetric.GROUP_SHARE
    detail = _without_largest(policy, evidence, holdout) if is_unbalanced else {}
    reason = reason_of(check, verdict, code, retrained=value, threshold=check.value, detail=detail)
    return Finding(reason, check.on_fail, f"{check.metric.words} on the {check.split.value} rows")


_CHECKS: Mapping[type[Check], Callable[[Any, DecisionPolicy, Evidence, Holdout], Finding]] = {
    AtMost: check_limit,
    NonInferiority: compare_scores,
    NoRegression: check_regressions,
    Superiority: compare_scores,
}


def _holdout(check: Check, evidence: Evidence) -> Holdout | None:
    if getattr(check, "against", None) is checks.Against.BEST:
        return evidence.best
    return evidence.against_legacy(check.split)


def _underpowered(check: Check, code: Code, **detail: int) -> Finding:
    reason = reason_of(check, Verdict.UNDERPOWERED, code, detail=detail)
    return Finding(reason, check.on_fail, f"the check {check.id}", needs_person=True)


def _size_ratio(_holdout: Holdout, evidence: Evidence) -> float:
    return evidence.retrained.size / max(evidence.legacy.size if evidence.legacy else 0, 1)


def _group_share(holdout: Holdout, _evidence: Evidence) -> float:
    largest = [_largest(keys)[1] for keys in _label_sources(holdout).values()]
    return max(largest, default=0) / max(holdout.rows, 1)


_METRICS: Mapping[CappedMetric, Callable[[Holdout, Evidence], float]] = {
    CappedMetric.RELATIVE_NEGATIVE_FLIPS: (
        lambda holdout, evidence: relative_negative_flips(holdout.paired_counts(evidence.legacy_labels))
    ),
    CappedMetric.ABSTENTION_RATE: lambda holdout, _evidence: float(holdout.retrained.abstained.mean()),
    CappedMetric.SIZE_RATIO: _size_ratio,
    CappedMetric.GROUP_SHARE: _group_share,
}


def _label_sources(holdout: Holdout) -> dict[str, NDArray[Any]]:
    """The columns that show a common source of labels: annotator and group of each row."""
    columns = {"annotator": holdout.annotators, "group": holdout.groups}
    return {name: keys for name, keys in columns.items() if keys is not None}


def _largest(keys: NDArray[Any]) -> tuple[str, int]:
    counts = Counter(key for key in keys.tolist() if key)
    return max(counts.items(), key=itemgetter(1), default=("", 0))


def _without_largest(policy: DecisionPolicy, evidence: Evidence, holdout: Holdout) -> dict[str, JsonValue]:
    """Results of the superiority checks on `recent` without the largest annotator or group."""
    name, keys = max(_label_sources(holdout).items(), key=lambda source: _largest(source[1])[1])
    rest = holdout.where(keys != _largest(keys)[0])
    results: list[JsonValue] = []
    superiority = [check for check in policy.checks if isinstance(check, Superiority)]
    for check in superiority:
        if check.split is Split.RECENT and error_rate(check, policy, evidence):
            reason = compare_scores(check, policy, evidence, rest).reason
            results.append(f"{reason.check}: {reason.verdict.value} ({reason.delta:+.4f})")
    return {"by": name, "rows_without_it": rest.rows, "without_it": results}
