"""One check of the policy, carried out."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from retrain.decision.accuracy import accuracy, mcnemar_test
from retrain.decision.estimate import Method, PairedEstimate, Resampling
from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.macro_f1 import macro_f1, swap_test
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.weigh import Finding
from retrain.ml_configuration.decision import Check, CheckKind, DecisionPolicy, HoldoutSplit, Metric, Superiority
from retrain.ml_configuration.enums import Split, Verdict
from retrain.ml_configuration.judgement import Code, Reason
from retrain.ml_configuration.problems import InputProblem


class _Statistics(NamedTuple):
    words: str
    estimate: Callable[[PairedCounts, Resampling], PairedEstimate]
    test: Callable[[PairedCounts, Resampling], float]
    test_method: Method


_STATISTICS: Mapping[Metric, _Statistics] = {
    Metric.MACRO_F1: _Statistics("macro F1", macro_f1, swap_test, Method.SWAP_TEST),
    Metric.ACCURACY: _Statistics(
        "accuracy",
        lambda counts, _resampling: accuracy(counts),
        lambda counts, _resampling: mcnemar_test(counts),
        Method.EXACT_MCNEMAR,
    ),
}
_CODES: Mapping[tuple[CheckKind, Verdict], Code] = {
    (CheckKind.SUPERIORITY, Verdict.PASS): Code.SHOWN_BETTER,
    (CheckKind.SUPERIORITY, Verdict.UNDECIDED): Code.NOT_SHOWN_BETTER,
    (CheckKind.SUPERIORITY, Verdict.FAIL): Code.SHOWN_WORSE,
    (CheckKind.NON_INFERIORITY, Verdict.PASS): Code.SHOWN_NOT_WORSE,
    (CheckKind.NON_INFERIORITY, Verdict.UNDECIDED): Code.MAY_BE_WORSE,
    (CheckKind.NON_INFERIORITY, Verdict.FAIL): Code.SHOWN_WORSE,
}


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
    blind = counts.rows < least
    reason, gain = (_blind(check, counts.rows, least), False) if blind else _compared(check, policy, counts)
    subject = f"{_STATISTICS[check.metric].words} on the {check.split.value} rows"
    return Finding(reason, check.on_fail, subject, gain, needs_person=blind)


def _holdout(split: HoldoutSplit, evidence: Evidence) -> Holdout:
    holdout = evidence.holdouts.get(split)
    if holdout is None or holdout.legacy is None:
        whose = "" if holdout is None else " of the legacy model"
        raise InputProblem(
            f"there are no predictions{whose} on the split {split.value!r}; "
            "run `retrain decision judge`, which makes them"
        )
    return holdout


def _blind(check: Check, rows: int, least: int) -> Reason:
    return Reason(
        check=check.id,
        kind=check.kind,
        verdict=Verdict.BLIND,
        code=Code.TOO_FEW_ROWS,
        threshold=check.threshold,
        detail={"rows": rows, "min_rows": least},
    )


def _compared(check: Check, policy: DecisionPolicy, counts: PairedCounts) -> tuple[Reason, bool]:
    statistics, resampling = _STATISTICS[check.metric], Resampling(policy.draws, policy.seed)
    estimate, tested = statistics.estimate(counts, resampling), isinstance(check, Superiority)
    p_value = statistics.test(counts, resampling) if tested else None
    verdict, shown = _verdict(check, estimate, p_value), check.split is not Split.SEALED
    reason = Reason(
        check=check.id,
        kind=check.kind,
        verdict=verdict,
        code=_CODES[check.kind, verdict],
        legacy=estimate.legacy.value if shown else None,
        retrained=estimate.retrained.value if shown else None,
        delta=estimate.delta.value if shown else None,
        bound=estimate.delta.lower(check.alpha),
        threshold=check.threshold,
        p_value=p_value if shown else None,
        method=f"{statistics.test_method}, {estimate.method}" if tested else estimate.method,
    )
    return reason, reason.code is Code.SHOWN_BETTER or estimate.delta.lower(policy.gain_alpha) > 0


def _verdict(check: Check, estimate: PairedEstimate, p_value: float | None) -> Verdict:
    """Pass where the lower bound, and the p-value if there is one, say so; fail where the upper bound denies it.

    The swap test alone is exact only for models that do not differ at all; the bound covers models that differ, yet are
    equally good. Asking for both holds the error rate to alpha in either case.
    """
    significant = p_value is None or p_value <= check.alpha
    if significant and estimate.delta.lower(check.alpha) > check.threshold:
        return Verdict.PASS
    return Verdict.FAIL if estimate.delta.upper(check.alpha) < check.threshold else Verdict.UNDECIDED
