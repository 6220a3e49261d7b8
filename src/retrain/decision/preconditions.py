"""The cases that are settled before anyone looks at a holdout."""

from collections.abc import Callable
from typing import NamedTuple

from retrain.decision.evidence import Evidence
from retrain.decision.reason import Code, Reason
from retrain.decision.ruling import Ruling
from retrain.ml_configuration.decision import CheckKind, DecisionPolicy
from retrain.ml_configuration.enums import Outcome, Verdict


class _Case(NamedTuple):
    code: Code
    check: str
    verdict: Verdict
    applies: Callable[[Evidence], bool]
    outcome: Callable[[DecisionPolicy], Outcome]
    summary: str


def settle(policy: DecisionPolicy, evidence: Evidence) -> Ruling | None:
    """The ruling that needs no comparison, or None where the models have to be compared.

    In this order: the two models are identical; there is no legacy model; it is of another task; the look at the
    holdouts was not registered, in which case they stay closed.
    """
    case = next((case for case in _CASES if case.applies(evidence)), None)
    if case is None:
        return None
    reason = Reason(check=case.check, kind=CheckKind.PRECONDITION, verdict=case.verdict, code=case.code)
    return Ruling(case.outcome(policy), case.summary, (reason,))


def _is_identical(evidence: Evidence) -> bool:
    return evidence.legacy is not None and evidence.legacy.digest == evidence.retrained.digest


def _has_no_legacy(evidence: Evidence) -> bool:
    return evidence.legacy is None


def _has_legacy_of_another_task(evidence: Evidence) -> bool:
    return evidence.legacy is not None and evidence.legacy.task != evidence.task


def _is_unregistered(evidence: Evidence) -> bool:
    return not evidence.look_registered


_CASES = (
    _Case(
        Code.IDENTICAL,
        "digests",
        Verdict.PASS,
        _is_identical,
        lambda _policy: Outcome.IDENTICAL,
        "The retrained model is the one that serves already.",
    ),
    _Case(
        Code.NO_LEGACY,
        "legacy",
        Verdict.UNDECIDED,
        _has_no_legacy,
        lambda policy: policy.first_model,
        "No legacy model serves yet, so there is nothing to compare the retrained model with.",
    ),
    _Case(
        Code.LEGACY_OTHER_TASK,
        "legacy",
        Verdict.UNDECIDED,
        _has_legacy_of_another_task,
        lambda policy: policy.first_model,
        "The legacy model is of another task, so there is nothing to compare the retrained model with.",
    ),
    _Case(
        Code.LOOK_UNREGISTERED,
        "look",
        Verdict.FAIL,
        _is_unregistered,
        lambda _policy: Outcome.REVIEW,
        "This look at the holdouts was not registered, so they stay closed; run `retrain decision judge`.",
    ),
)
