"""From what the checks found to an outcome."""

from collections.abc import Sequence
from typing import NamedTuple

from retrain.ml_configuration.checks import Check
from retrain.ml_configuration.decision import TradeOff
from retrain.ml_configuration.decision_document import Code, Reason
from retrain.ml_configuration.enums import OnFail, Outcome, Split, Verdict

SEALED_HIDES = {"legacy", "retrained", "delta", "p_value"}


class Finding(NamedTuple):
    """What one check found, about which subject in words; a gain or not; and whether statistics cannot settle it."""

    reason: Reason
    on_fail: OnFail
    subject: str
    gain: bool = False
    needs_person: bool = False


def reason_of(check: Check, verdict: Verdict, code: Code, **figures: object) -> Reason:
    """What a check of the policy found; of a sealed holdout no more than verdict, bound and threshold are told."""
    hidden = SEALED_HIDES if check.split is Split.SEALED else ()
    shown = {name: figure for name, figure in figures.items() if name not in hidden}
    return Reason.model_validate({"check": check.id, "kind": check.kind, "verdict": verdict, "code": code, **shown})


def weigh(findings: Sequence[Finding], trade_offs: Sequence[TradeOff] = ()) -> tuple[Outcome, str]:
    """The outcome and the sentence that says why, by the first of these that holds.

    A check that rejects has failed, and no trade-off softens it: reject. Every check passed,
    warnings aside: promote. Something is beyond statistics, such as too few rows: review. Some gain
    is shown: review. Else reject, and nobody is disturbed.
    """
    settled = (Verdict.PASS, Verdict.SKIPPED)
    gains = [one for one in findings if one.gain]
    gaining = {one.reason.check for one in gains}
    softened = {trade_off.when_failed for trade_off in trade_offs if trade_off.but_better in gaining}
    open_ones = [one for one in findings if one.on_fail is not OnFail.WARN and one.reason.verdict not in settled]
    failed = [one for one in open_ones if one.on_fail is OnFail.REJECT and one.reason.verdict is Verdict.FAIL]
    rejecting = [one for one in failed if one.reason.check not in softened]
    beyond = [one for one in open_ones if one.needs_person]
    if rejecting:
        return Outcome.REJECT, f"The retrained model is worse in {_named(rejecting)}."
    if not open_ones:
        better = [one for one in gains if one.reason.code is Code.SHOWN_BETTER]
        return Outcome.PROMOTE, f"The retrained model is better in {_named(better)}, and every check passes."
    if beyond:
        return Outcome.REVIEW, f"Statistics cannot settle {_named(beyond)}; a person has to."
    if gains:
        return Outcome.REVIEW, f"A person has to weigh: a gain in {_named(gains)}, a doubt about {_named(open_ones)}."
    return Outcome.REJECT, "No check shows that the retrained model is better."


def _named(findings: Sequence[Finding]) -> str:
    return " and ".join(
        finding.subject if finding.reason.delta is None else f"{finding.subject} ({finding.reason.delta:+.3f})"
        for finding in findings
    )
