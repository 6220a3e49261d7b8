"""The court."""

import json
from hashlib import sha256

from retrain.decision.estimate import Resampling
from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.outcome import Finding, weigh
from retrain.decision.run_check import examine
from retrain.decision.score_checks import measure
from retrain.decision.tagger_effects import rule_effects
from retrain.ml_configuration.checks import CheckKind, Metric
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.decision_document import (
    BestRecord,
    Code,
    Decision,
    HoldoutRecord,
    Kept,
    LookRecord,
    ModelRecord,
    Reason,
)
from retrain.ml_configuration.enums import OnFail, Outcome, Split, Verdict

_Ruling = tuple[Outcome, str, tuple[Reason, ...]]


def decide(policy: DecisionPolicy, evidence: Evidence) -> Decision:
    """The decision that a policy takes on the evidence: a pure function of the two.

    Of a sealed holdout it tells no more than row counts, verdict, bound and threshold.

    Raises:
        InputError: a holdout that a check reads is missing, or has no answers of the legacy model.
    """
    outcome, summary, reasons = _settled(policy, evidence) or _compared(policy, evidence)
    legacy, looks = evidence.legacy, evidence.looks
    return Decision(
        outcome=outcome,
        mode=policy.mode,
        summary=summary,
        retrained=ModelRecord(digest=evidence.retrained.digest, task=evidence.retrained.task),
        legacy=None if legacy is None else ModelRecord(digest=legacy.digest, task=legacy.task),
        best=_best(policy, evidence),
        holdouts={split: _record(evidence.holdouts[split]) for split in Split if split in evidence.holdouts},
        policy=policy_digest(policy),
        seed=policy.seed,
        looks=LookRecord(seal=looks.seal, at_most=policy.max_looks, window=looks.window, look=looks.look),
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
    if not evidence.looks.registered:
        summary = "This look at the holdouts was not registered, so they stay closed; run `retrain decision judge`."
        return _ruling(Outcome.REVIEW, summary, "look", Verdict.FAIL, Code.LOOK_UNREGISTERED)
    return None


def _ruling(outcome: Outcome, summary: str, check: str, verdict: Verdict, code: Code) -> _Ruling:
    return outcome, summary, (_own(check, CheckKind.PRECONDITION, verdict, code),)


def _own(check: str, kind: CheckKind, verdict: Verdict, code: Code, **detail: object) -> Reason:
    """What the court looked at by itself."""
    return Reason.model_validate({"check": check, "kind": kind, "verdict": verdict, "code": code, "detail": detail})


def _compared(policy: DecisionPolicy, evidence: Evidence) -> _Ruling:
    own = (*_exhausted(policy, evidence), *_label_changes(evidence), *_rules(evidence))
    findings = (*own, *(examine(check, policy, evidence) for check in policy.checks))
    outcome, summary = weigh(findings, policy.trade_offs)
    return outcome, summary, tuple(finding.reason for finding in findings)


def _best(policy: DecisionPolicy, evidence: Evidence) -> BestRecord:
    """A promoted model becomes the best where none is kept, or where it is shown better than that one.

    To be merely not worse is not enough: many small losses would add up (bio-creep).
    """
    if evidence.best is None or not evidence.looks.registered:
        return BestRecord(digest=None, kept=Kept.RETRAINED)
    rows = evidence.best.with_truth_in(evidence.known_to_both)
    found = measure(Metric.MACRO_F1, rows, evidence, Resampling(policy.draws, policy.seed)).estimate
    better = found.delta.lower(policy.gain_alpha) > 0
    return BestRecord(digest=evidence.best_digest, kept=Kept.RETRAINED if better else Kept.BEST)


def _exhausted(policy: DecisionPolicy, evidence: Evidence) -> tuple[Finding, ...]:
    if evidence.looks.seal <= policy.max_looks:
        return ()
    detail = {"looks": evidence.looks.seal, "max_looks": policy.max_looks}
    reason = _own("seal", CheckKind.PRECONDITION, Verdict.FAIL, Code.HOLDOUT_EXHAUSTED, **detail)
    return (Finding(reason, OnFail.REVIEW, "a seal that was looked at too often", needs_person=True),)


def _label_changes(evidence: Evidence) -> tuple[Finding, ...]:
    """Differences of the label sets that the task declares are told; any other has to be wanted by a person."""
    legacy, retrained, changes = set(evidence.legacy_labels), set(evidence.retrained.labels), evidence.label_changes
    added, removed = retrained - legacy, legacy - retrained
    if not (added or removed or changes.renamed):
        return ()
    undeclared = [*sorted(added.difference(changes.added)), *sorted(removed.difference(changes.removed))]
    verdict, code = (Verdict.FAIL, Code.LABELS_UNDECLARED) if undeclared else (Verdict.PASS, Code.LABELS_CHANGED)
    detail = {"added": sorted(added), "removed": sorted(removed), "undeclared": undeclared}
    reason = _own("labels", CheckKind.LABEL_SET, verdict, code, **detail)
    return (Finding(reason, OnFail.REVIEW, "the labels", needs_person=bool(undeclared)),)


def _rules(evidence: Evidence) -> tuple[Finding, ...]:
    """Rules that break more answers on the recent rows than they mend; a warning."""
    holdout = evidence.holdouts.get(Split.RECENT)
    effects = rule_effects(holdout) if holdout is not None else ()
    if not effects:
        return ()
    hurting = [
        f"{effect.model.value}/{effect.rule} (-{effect.broken}, +{effect.fixed})" for effect in effects if effect.hurts
    ]
    verdict, code = (Verdict.FAIL, Code.RULES_HURT) if hurting else (Verdict.PASS, Code.NO_RULE_HURTS)
    return (Finding(_own("rules", CheckKind.TAGGERS, verdict, code, hurting=hurting), OnFail.WARN, "the rules"),)
