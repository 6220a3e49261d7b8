"""The court."""

import json
from hashlib import sha256

from retrain.decision.decision import Decision, HoldoutRecord, ModelRecord
from retrain.decision.evidence import Evidence, Holdout, ModelIdentity
from retrain.decision.examine import examine
from retrain.decision.label_sets import compare_label_sets
from retrain.decision.preconditions import settle
from retrain.decision.ruling import Ruling
from retrain.decision.weigh import weigh
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import Split


def judge(policy: DecisionPolicy, evidence: Evidence) -> Decision:
    """The decision that a policy takes on the evidence: a pure function of the two.

    Of a sealed holdout it tells no more than row counts, verdict, bound and threshold.

    Raises:
        InputProblem: a holdout that a check reads is missing, or has no answers of the legacy model.
    """
    ruling = settle(policy, evidence) or _compare(policy, evidence)
    return Decision(
        outcome=ruling.outcome,
        summary=ruling.summary,
        retrained=_model(evidence.retrained),
        legacy=None if evidence.legacy is None else _model(evidence.legacy),
        holdouts={split: _rows(evidence.holdouts[split]) for split in Split if split in evidence.holdouts},
        policy=policy_digest(policy),
        seed=policy.seed,
        looks=evidence.looks,
        reasons=ruling.reasons,
    )


def policy_digest(policy: DecisionPolicy) -> str:
    """The sha256 of the policy's canonical JSON: sorted keys, no spaces."""
    canonical = json.dumps(policy.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _compare(policy: DecisionPolicy, evidence: Evidence) -> Ruling:
    label_sets = compare_label_sets(evidence.legacy_labels, evidence.retrained.labels)
    return weigh((*label_sets, *(examine(check, policy, evidence) for check in policy.checks)))


def _model(identity: ModelIdentity) -> ModelRecord:
    return ModelRecord(digest=identity.digest, task=identity.task)


def _rows(holdout: Holdout) -> HoldoutRecord:
    return HoldoutRecord(digest=holdout.digest, rows=holdout.rows, left_out=dict(holdout.left_out))
