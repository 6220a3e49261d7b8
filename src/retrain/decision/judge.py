"""The court."""

import json
from hashlib import sha256

from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.examine import examine
from retrain.decision.weigh import Finding, weigh
from retrain.ml_configuration.decision import CheckKind, DecisionPolicy
from retrain.ml_configuration.enums import OnFail, Outcome, Split, Verdict
from retrain.ml_configuration.judgement import Code, Decision, HoldoutRecord, ModelRecord, Reason

_Ruling = tuple[Outcome, str, tuple[Reason, ...]]


def judge(policy: DecisionPolicy, evidence: Evidence) -> Decision:
    """The decision that a policy takes on the evidence: a pure function of the two.

    Of a sealed holdout it tells no more than row counts, verdict, bound and threshold.

    Raises:
        InputProblem: a holdout that a check reads is missing, or has no answers of the legacy model.
    """
    outcome, summary, reasons = _settled(policy, evidence) or _compared(policy, evidence)
    legacy = evidence.legacy
    return Decision(
        outcome=outcome,
        summary=summary,
        retrained=ModelRecord(digest=evidence.retrained.digest, task=evidence.retrained.task),
        legacy=None if legacy is None else ModelRecord(digest=legacy.digest, task=legacy.task),
        holdouts={split: _record(evidence.holdouts[split]) for split in Split if split in evidence.holdouts},
        policy=policy_digest(policy),
        seed=policy.seed,
        looks=evidence.looks,
        reasons=reasons,
    )


def policy_digest(policy: DecisionPolicy) -> str:
    """The sha256 of the policy's canonical JSON: sorted keys, no spaces."""
    canonical = json.dumps(policy.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _record(holdout: Holdout) -> HoldoutRecord:
    return HoldoutRecord(digest=holdout.digest, rows=holdout.rows, left_out=dict(holdout.left_out))


def _settled(policy: DecisionPolicy, evidence: Evidence) -> _Ruling | None:
    """The ruling that needs no comparison, if there is one; the holdouts stay closed to an unregistered look."""
    legacy, first = evidence.legacy, policy.first_model
    if legacy is None:
        summary = "No legacy model serves yet, so there is nothing to compare the retrained model with."
        return _ruling(first, summary, "legacy", Verdict.UNDECIDED, Code.NO_LEGACY)
    if legacy.digest == evidence.retrained.digest:
        summary = "The retrained model is the one that serves already."
        return _ruling(Outcome.IDENTICAL, summary, "digests", Verdict.PASS, Code.IDENTICAL)
    if legacy.task != evidence.task:
        summary = "The legacy model is of another task, so there is nothing to compare the retrained model with."
        return _ruling(first, summary, "legacy", Verdict.UNDECIDED, Code.LEGACY_OTHER_TASK)
    if not evidence.look_registered:
        summary = "This look at the holdouts was not registered, so they stay closed; run `retrain decision judge`."
        return _ruling(Outcome.REVIEW, summary, "look", Verdict.FAIL, Code.LOOK_UNREGISTERED)
    return None


def _ruling(outcome: Outcome, summary: str, check: str, verdict: Verdict, code: Code) -> _Ruling:
    reason = Reason(check=check, kind=CheckKind.PRECONDITION, verdict=verdict, code=code)
    return outcome, summary, (reason,)


def _compared(policy: DecisionPolicy, evidence: Evidence) -> _Ruling:
    findings = (*_label_changes(evidence), *(examine(check, policy, evidence) for check in policy.checks))
    outcome, summary = weigh(findings)
    return outcome, summary, tuple(finding.reason for finding in findings)


def _label_changes(evidence: Evidence) -> tuple[Finding, ...]:
    """Added labels are a mere warning, as the legacy model counts as wrong on them; a person has to want a removal."""
    legacy, retrained = set(evidence.legacy_labels), set(evidence.retrained.labels)
    if legacy == retrained:
        return ()
    removed = bool(legacy - retrained)
    reason = Reason(
        check="labels",
        kind=CheckKind.LABEL_SET,
        verdict=Verdict.FAIL if removed else Verdict.PASS,
        code=Code.LABELS_CHANGED,
        detail={"added": [*sorted(retrained - legacy)], "removed": [*sorted(legacy - retrained)]},
    )
    return (Finding(reason, OnFail.REVIEW if removed else OnFail.WARN, "labels", needs_person=removed),)
