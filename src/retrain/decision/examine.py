"""One check of the policy, carried out."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypedDict

from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.finding import Finding
from retrain.decision.metric_statistics import STATISTICS
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.paired_estimate import PairedEstimate
from retrain.decision.reason import Code, Reason
from retrain.decision.resampling import Resampling
from retrain.ml_configuration.decision import Check, CheckKind, DecisionPolicy, HoldoutSplit, Metric, Superiority
from retrain.ml_configuration.enums import Split, Verdict
from retrain.ml_configuration.problems import InputProblem

METRIC_WORDS: Mapping[Metric, str] = MappingProxyType({Metric.MACRO_F1: "macro F1", Metric.ACCURACY: "accuracy"})

_CODES: Mapping[tuple[CheckKind, Verdict], Code] = MappingProxyType(
    {
        (CheckKind.SUPERIORITY, Verdict.PASS): Code.SHOWN_BETTER,
        (CheckKind.SUPERIORITY, Verdict.UNDECIDED): Code.NOT_SHOWN_BETTER,
        (CheckKind.SUPERIORITY, Verdict.FAIL): Code.SHOWN_WORSE,
        (CheckKind.NON_INFERIORITY, Verdict.PASS): Code.SHOWN_NOT_WORSE,
        (CheckKind.NON_INFERIORITY, Verdict.UNDECIDED): Code.MAY_BE_WORSE,
        (CheckKind.NON_INFERIORITY, Verdict.FAIL): Code.SHOWN_WORSE,
    }
)


class _Scores(TypedDict, total=False):
    legacy: float
    retrained: float
    delta: float
    p_value: float | None


def examine(check: Check, policy: DecisionPolicy, evidence: Evidence) -> Finding:
    """What one check finds on its holdout.

    Superiority reads all rows, as the models are deployed: the legacy model is simply wrong on labels that it does not
    know. Non-inferiority compares like for like, on the rows whose true label both models know.

    Raises:
        InputProblem: the holdout is missing, or has no answers of the legacy model.
    """
    counts = _holdout(check.split, evidence).paired_counts(evidence.legacy_labels)
    if not isinstance(check, Superiority):
        counts = counts.with_truth_in(set(evidence.legacy_labels).intersection(evidence.retrained.labels))
    least = policy.min_rows.of(check.split)
    return _compared(check, policy, counts) if counts.rows >= least else _blind(check, counts.rows, least)


def _verdict(check: Check, estimate: PairedEstimate, p_value: float | None) -> Verdict:
    """Pass where the lower bound, and the p-value if there is one, say so; fail where the upper bound denies it.

    The swap test alone is exact only for models that do not differ at all; the bound covers models that differ, yet are
    equally good. Asking for both holds the error rate to alpha in either case.
    """
    significant = p_value is None or p_value <= check.alpha
    if significant and estimate.delta.lower(check.alpha) > check.threshold:
        return Verdict.PASS
    return Verdict.FAIL if estimate.delta.upper(check.alpha) < check.threshold else Verdict.UNDECIDED


def _holdout(split: HoldoutSplit, evidence: Evidence) -> Holdout:
    holdout = evidence.holdouts.get(split)
    if holdout is None or holdout.legacy is None:
        lack = "are no predictions" if holdout is None else "are no predictions of the legacy model"
        raise InputProblem(f"there {lack} on the split {split.value!r}; run `retrain decision judge`, which makes them")
    return holdout


def _blind(check: Check, rows: int, least: int) -> Finding:
    reason = Reason(
        check=check.id,
        kind=check.kind,
        verdict=Verdict.BLIND,
        code=Code.TOO_FEW_ROWS,
        threshold=check.threshold,
        detail={"rows": rows, "min_rows": least},
    )
    return Finding(reason, check.on_fail, needs_person=True, subject=_subject(check))


def _subject(check: Check) -> str:
    return f"{METRIC_WORDS[check.metric]} on the {check.split.value} rows"


def _compared(check: Check, policy: DecisionPolicy, counts: PairedCounts) -> Finding:
    statistics, resampling = STATISTICS[check.metric], Resampling(policy.draws, policy.seed)
    estimate = statistics.estimate(counts, resampling)
    tested = isinstance(check, Superiority)
    p_value = statistics.test(counts, resampling) if tested else None
    verdict = _verdict(check, estimate, p_value)
    reason = Reason(
        check=check.id,
        kind=check.kind,
        verdict=verdict,
        code=_CODES[check.kind, verdict],
        bound=estimate.delta.lower(check.alpha),
        threshold=check.threshold,
        method=f"{statistics.test_method}, {estimate.method}" if tested else estimate.method,
        **_scores_unless_sealed(check, estimate, p_value),
    )
    shown_better = tested and verdict is Verdict.PASS
    gain = shown_better or estimate.delta.lower(policy.gain_alpha) > 0
    return Finding(reason, check.on_fail, gain=gain, subject=_subject(check))


def _scores_unless_sealed(check: Check, estimate: PairedEstimate, p_value: float | None) -> _Scores:
    if check.split is Split.SEALED:
        return {}
    return {
        "legacy": estimate.legacy.value,
        "retrained": estimate.retrained.value,
        "delta": estimate.delta.value,
        "p_value": p_value,
    }
