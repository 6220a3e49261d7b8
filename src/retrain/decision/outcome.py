"""From the findings of the checks to an outcome."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from retrain.ml_configuration.checks import Check
from retrain.ml_configuration.decision import TradeOff
from retrain.ml_configuration.decision_document import Code, Reason
from retrain.ml_configuration.enums import OnFail, Outcome, Split, Verdict

SEALED_HIDES = {"legacy", "retrained", "delta", "p_value"}


class Finding(NamedTuple):
    """The result of one check.

    Attributes:
        reason: the result as the decision holds it.
        on_fail: consequence when it does not pass.
        subject: what was checked, in words.
        gain: whether it shows a gain.
        needs_person: whether statistics cannot settle it, such as for want of rows.
    """

    reason: Reason
    on_fail: OnFail
    subject: str
    gain: bool = False
    needs_person: bool = False


def reason_of(check: Check, verdict: Verdict, code: Code, **figures: object) -> Reason:
    """The reason of a check; for the sealed test set with verdict, bound and threshold only."""
    hidden = SEALED_HIDES if check.split is Split.SEALED else ()
    shown = {name: figure for name, figure in figures.items() if name not in hidden}
    fields = {"check": check.id, "kind": check.kind, "verdict": verdict, "code": code}
    return Reason.model_validate({**fields, **shown})


def decide_outcome(findings: Sequence[Finding], trade_offs: Sequence[TradeOff] = ()) -> tuple[Outcome, str]:
    """The outcome and a sentence with its reason: the first of these that holds.

    1. Reject where a check with `on_fail: reject` fails and no trade-off applies.
    2. Promote where every check passes, apart from warnings.
    3. Review where statistics cannot settle a check, such as for want of rows.
    4. Review where some check shows a gain.
    5. Reject otherwise, without asking for a review.
    """
    gains = [finding for finding in findings if finding.gain]
    gaining = {finding.reason.check for finding in gains}
    softened = {each.when_failed for each in trade_offs if each.but_better in gaining}
    unsettled = [finding for finding in findings if _is_unsettled(finding)]
    rejecting = [finding for finding in unsettled if _rejects(finding, softened)]
    beyond_statistics = [finding for finding in unsettled if finding.needs_person]
    if rejecting:
        return Outcome.REJECT, f"The retrained model is worse in {_listed(rejecting)}."
    if not unsettled:
        better = [finding for finding in gains if finding.reason.code is Code.SHOWN_BETTER]
        return Outcome.PROMOTE, f"The retrained model is better in {_listed(better)}, and every check passes."
    if beyond_statistics:
        return Outcome.REVIEW, f"An expert has to decide: the data cannot settle {_listed(beyond_statistics)}."
    if gains:
        weighed = f"a gain in {_listed(gains)} against a doubt about {_listed(unsettled)}"
        return Outcome.REVIEW, f"An expert has to weigh {weighed}."
    return Outcome.REJECT, "No check shows that the retrained model is better."


def _is_unsettled(finding: Finding) -> bool:
    passed = finding.reason.verdict in (Verdict.PASS, Verdict.SKIPPED)
    return finding.on_fail is not OnFail.WARN and not passed


def _rejects(finding: Finding, softened: Collection[str]) -> bool:
    failed = finding.on_fail is OnFail.REJECT and finding.reason.verdict is Verdict.FAIL
    return failed and finding.reason.check not in softened


def _listed(findings: Sequence[Finding]) -> str:
    return " and ".join(map(_with_delta, findings))


def _with_delta(finding: Finding) -> str:
    delta = finding.reason.delta
    return finding.subject if delta is None else f"{finding.subject} ({delta:+.3f})"
