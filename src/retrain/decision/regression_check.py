"""The no-regression check: labels or slices that are shown worse, and underpowered labels."""

from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.f1_scores import label_counts
from retrain.decision.outcome import Finding, reason_of
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.power import detectable_drop
from retrain.decision.regression_tests import Regression, label_regressions, slice_regressions
from retrain.ml_configuration.checks import NoRegression, Per
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import Split, Verdict

FAMILY_ERROR_RATE = 0.05
POWER = 0.8


def check_regressions(check: NoRegression, policy: DecisionPolicy, evidence: Evidence, holdout: Holdout) -> Finding:
    """The labels or slices that exact tests show worse, at a family-wise error rate (Holm 1979).

    Labels whose loss could hardly be detected are listed as underpowered.
    """
    is_per_label = check.per is Per.LABEL
    counts = holdout.paired_counts(evidence.legacy_labels)
    tests = label_regressions(counts) if is_per_label else _slice_tests(holdout)
    worse = [test for test in tests if test.adjusted <= check.alpha]
    underpowered = underpowered_labels(counts, policy.underpowered_above) if is_per_label else []
    losses = [f"{test.name} ({test.kind}: -{test.worse}, +{test.better})" for test in worse]
    detail = {"worse": losses, "underpowered": underpowered}
    reason = reason_of(
        check,
        Verdict.FAIL if worse else Verdict.PASS,
        Code.SOME_SHOWN_WORSE if worse else Code.NONE_SHOWN_WORSE,
        threshold=check.alpha,
        p_value=min((test.adjusted for test in tests), default=1.0),
        method="exact_mcnemar, holm",
        detail={} if check.split is Split.SEALED else detail,
    )
    return Finding(reason, check.on_fail, f"single {check.per.value}s of the {check.split.value} rows")


def detectable_drops(counts: PairedCounts) -> list[float]:
    """The smallest drop of each label's recall that its rows can show, in the order of the labels.

    With a power of 80 %, at a family-wise error rate of 5 % over recall and false positives of all
    labels.
    """
    support = label_counts(counts, counts.n)[0][0]
    level = FAMILY_ERROR_RATE / (2 * max(int((support > 0).sum()), 1))
    return [detectable_drop(int(rows), level, POWER) for rows in support]


def underpowered_labels(counts: PairedCounts, above: float) -> list[str]:
    """The labels whose rows cannot show even a drop of `above` in recall."""
    drops = zip(counts.labels, detectable_drops(counts), strict=True)
    return [label for label, drop in drops if drop > above]


def _slice_tests(holdout: Holdout) -> tuple[Regression, ...]:
    legacy, retrained = (model.right(holdout.truth) for model in holdout.both_models)
    return slice_regressions(legacy, retrained, holdout.slices, holdout.groups)
