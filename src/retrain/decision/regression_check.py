"""No regression: labels, or slices, that are shown worse, and labels that are too small to be judged."""

from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.macro_f1 import label_counts
from retrain.decision.outcome import Finding, reason_of
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.power import detectable_drop
from retrain.decision.regression_tests import Regression, label_regressions, slice_regressions
from retrain.ml_configuration.checks import NoRegression, Per
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import Split, Verdict

FAMILY, POWER = 0.05, 0.8


def look_for_regressions(check: NoRegression, policy: DecisionPolicy, evidence: Evidence, holdout: Holdout) -> Finding:
    """What is shown worse, by exact tests whose family errs in at most alpha (Holm 1979).

    Labels whose loss could hardly be seen are named as blind: of them nothing is said.
    """
    per_label = check.per is Per.LABEL
    counts = holdout.paired_counts(evidence.legacy_labels)
    tested = label_regressions(counts) if per_label else _of_slices(holdout)
    worse = [one for one in tested if one.adjusted <= check.alpha]
    verdict, code = (Verdict.FAIL, Code.SOME_SHOWN_WORSE) if worse else (Verdict.PASS, Code.NONE_SHOWN_WORSE)
    named = {
        "worse": [f"{one.name} ({one.what}: -{one.worse}, +{one.better})" for one in worse],
        "blind": [*blind_labels(counts, policy.blind_above)] if per_label else [],
    }
    reason = reason_of(
        check,
        verdict,
        code,
        threshold=check.alpha,
        p_value=min((one.adjusted for one in tested), default=1.0),
        method="exact_mcnemar, holm",
        detail={} if check.split is Split.SEALED else named,
    )
    return Finding(reason, check.on_fail, f"single {check.per.value}s of the {check.split.value} rows")


def detectable_drops(counts: PairedCounts) -> list[float]:
    """The least drop of each label's recall that its rows can show, in the order of the labels.

    With a power of 80 %, at the level of 5 % for all labels together, recall and false positives.
    """
    support = label_counts(counts, counts.n)[0][0]
    level = FAMILY / (2 * max(int((support > 0).sum()), 1))
    return [detectable_drop(int(rows), level, POWER) for rows in support]


def blind_labels(counts: PairedCounts, above: float) -> tuple[str, ...]:
    """The labels whose rows could not show even a drop of `above`."""
    drops = zip(counts.labels, detectable_drops(counts), strict=True)
    return tuple(label for label, drop in drops if drop > above)


def _of_slices(holdout: Holdout) -> tuple[Regression, ...]:
    legacy, retrained = (answers.right(holdout.truth) for answers in holdout.pair)
    return slice_regressions(legacy, retrained, holdout.slices, holdout.groups)
