"""Applies a decision policy to the evidence."""

import json
from hashlib import sha256

from retrain.decision.estimate import Resampling
from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.outcome import Finding, decide_outcome
from retrain.decision.policy_checks import run_check
from retrain.decision.score_checks import measure
from retrain.decision.tagger_effects import rule_effects
from retrain.ml_configuration import decision_document as document
from retrain.ml_configuration.checks import CheckKind, Metric
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.decision_document import BestModel, Code, Decision, Reason
from retrain.ml_configuration.enums import OnFail, Outcome, Split, Verdict

_Ruling = tuple[Outcome, str, tuple[Reason, ...]]


def decide(policy: DecisionPolicy, evidence: Evidence) -> Decision:
    """The decision of a policy on the evidence: a pure function of the two.

    Of the sealed test set it discloses row counts, verdicts, bounds and thresholds only.

    Raises:
        InputError: a holdout that a check reads is missing, or has no predictions of the legacy
            model.
    """
    outcome, summary, reasons = _without_comparison(policy, evidence) or _by_comparison(policy, evidence)
    legacy = evidence.legacy
    return Decision(
        outcome=outcome,
        mode=policy.mode,
        summary=summary,
        retrained=document.ModelRecord(digest=evidence.retrained.digest, task=evidence.retrained.task),
        legacy=None if legacy is None else document.ModelRecord(digest=legacy.digest, task=legacy.task),
        best=_best_model(policy, evidence),
        holdouts={split: _record(evidence.holdouts[split]) for split in Split if split in evidence.holdouts},
        policy=policy_digest(policy),
        seed=policy.seed,
        evaluations=_evaluations(policy, evidence),
        reasons=reasons,
    )


def policy_digest(policy: DecisionPolicy) -> str:
    """The SHA-256 of the policy's canonical JSON: sorted keys, no spaces."""
    canonical = json.dumps(policy.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _record(holdout: Holdout) -> document.HoldoutRecord:
    return document.HoldoutRecord(digest=holdout.digest, rows=holdout.rows, left_out=dict(holdout.left_out))


def _evaluations(policy: DecisionPolicy, evidence: Evidence) -> document.EvaluationRecord:
    counted = evidence.evaluations
    return document.EvaluationRecord(
        sealed=counted.sealed,
        at_most=policy.max_evaluations,
        window=counted.window,
        candidate=counted.candidate,
    )


def _without_comparison(policy: DecisionPolicy, evidence: Evidence) -> _Ruling | None:
    """The decision where the models need not, or must not, be compared; None where they are."""
    legacy = evidence.legacy
    if legacy is None:
        summary = "No model serves yet, so there is nothing to compare the retrained model with."
        return _ruling(policy.first_model, summary, "legacy", Verdict.UNDECIDED, Code.NO_LEGACY)
    if legacy.digest == evidence.retrained.digest:
        summary = "The retrained model is the one in production."
        return _ruling(Outcome.IDENTICAL, summary, "digests", Verdict.PASS, Code.IDENTICAL)
    if legacy.task != evidence.task:
        summary = "The legacy model is of another task, so there is nothing to compare with."
        return _ruling(policy.first_model, summary, "legacy", Verdict.UNDECIDED, Code.LEGACY_OTHER_TASK)
    if not evidence.evaluations.registered:
        summary = "This holdout evaluation was not registered; run `retrain decision judge`."
        return _ruling(Outcome.REVIEW, summary, "evaluation", Verdict.FAIL, Code.EVALUATION_UNREGISTERED)
    return None


def _ruling(outcome: Outcome, summary: str, check: str, verdict: Verdict, code: Code) -> _Ruling:
    return outcome, summary, (_reason(check, CheckKind.PRECONDITION, verdict, code),)


def _reason(check: str, kind: CheckKind, verdict: Verdict, code: Code, **detail: object) -> Reason:
    """A reason that belongs to every decision, not to a check of the policy."""
    fields = {"check": check, "kind": kind, "verdict": verdict, "code": code}
    return Reason.model_validate({**fields, "detail": detail})


def _by_comparison(policy: DecisionPolicy, evidence: Evidence) -> _Ruling:
    findings = [
        *_exhausted(policy, evidence),
        *_label_changes(evidence),
        *_rules(evidence),
        *(run_check(check, policy, evidence) for check in policy.checks),
    ]
    outcome, summary = decide_outcome(findings, policy.trade_offs)
    return outcome, summary, tuple(finding.reason for finding in findings)


def _best_model(policy: DecisionPolicy, evidence: Evidence) -> document.BestRecord:
    """The best model so far, and whether the retrained one replaces it once it is promoted.

    It does where none is stored, or where it is shown to be better. To be not worse is not enough:
    many small losses would add up (bio-creep).
    """
    if evidence.best is None or not evidence.evaluations.registered:
        return document.BestRecord(digest=None, kept=BestModel.RETRAINED)
    rows = evidence.best.with_truth_in(evidence.common_labels)
    measured = measure(Metric.MACRO_F1, rows, evidence, Resampling(policy.draws, policy.seed))
    is_better = measured.estimate.delta.lower(policy.gain_alpha) > 0
    kept = BestModel.RETRAINED if is_better else BestModel.BEST
    return document.BestRecord(digest=evidence.best_digest, kept=kept)


def _exhausted(policy: DecisionPolicy, evidence: Evidence) -> tuple[Finding, ...]:
    evaluations = evidence.evaluations.sealed
    if evaluations <= policy.max_evaluations:
        return ()
    detail = {"evaluations": evaluations, "max_evaluations": policy.max_evaluations}
    reason = _reason("seal", CheckKind.PRECONDITION, Verdict.FAIL, Code.HOLDOUT_EXHAUSTED, **detail)
    return (Finding(reason, OnFail.REVIEW, "a used-up sealed test set", needs_person=True),)


def _label_changes(evidence: Evidence) -> tuple[Finding, ...]:
    """Differences of the label sets; those that the task does not declare need a review."""
    changes = evidence.label_changes
    legacy = set(evidence.legacy_labels)
    retrained = set(evidence.retrained.labels)
    added = sorted(retrained - legacy)
    removed = sorted(legacy - retrained)
    if not (added or removed or changes.renamed):
        return ()
    undeclared = [label for label in added if label not in changes.added]
    undeclared += [label for label in removed if label not in changes.removed]
    verdict = Verdict.FAIL if undeclared else Verdict.PASS
    code = Code.LABELS_UNDECLARED if undeclared else Code.LABELS_CHANGED
    detail = {"added": added, "removed": removed, "undeclared": undeclared}
    reason = _reason("labels", CheckKind.LABEL_SET, verdict, code, **detail)
    return (Finding(reason, OnFail.REVIEW, "the labels", needs_person=bool(undeclared)),)


def _rules(evidence: Evidence) -> tuple[Finding, ...]:
    """A warning where tagger rules break more predictions on the recent rows than they fix."""
    holdout = evidence.holdouts.get(Split.RECENT)
    effects = rule_effects(holdout) if holdout is not None else ()
    if not effects:
        return ()
    hurting = [
        f"{effect.model.value}/{effect.rule} (-{effect.broken}, +{effect.fixed})" for effect in effects if effect.hurts
    ]
    verdict = Verdict.FAIL if hurting else Verdict.PASS
    code = Code.RULES_HURT if hurting else Code.NO_RULE_HURTS
    reason = _reason("rules", CheckKind.TAGGERS, verdict, code, hurting=hurting)
    return (Finding(reason, OnFail.WARN, "the rules"),)
