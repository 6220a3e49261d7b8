"""From what the checks found to an outcome."""

from collections.abc import Iterable, Sequence

from retrain.decision.finding import Finding
from retrain.decision.reason import Code
from retrain.decision.ruling import Ruling
from retrain.ml_configuration.enums import Outcome


def weigh(findings: Sequence[Finding]) -> Ruling:
    """The ruling, by the first of these that holds.

    A check that rejects has failed: reject. Every check passed, warnings aside: promote. Something is beyond
    statistics, such as too few rows: review. Some gain is shown: review. Else reject, and nobody is disturbed.
    """
    outcome, summary = _outcome(findings)
    return Ruling(outcome, summary, tuple(finding.reason for finding in findings))


def _outcome(findings: Sequence[Finding]) -> tuple[Outcome, str]:
    rejecting = [finding for finding in findings if finding.rejects]
    open_ones = [finding for finding in findings if not finding.passed]
    beyond = [finding for finding in open_ones if finding.needs_person]
    gains = [finding for finding in findings if finding.gain]
    better = [finding for finding in gains if finding.reason.code is Code.SHOWN_BETTER]
    if rejecting:
        return Outcome.REJECT, f"The retrained model is worse in {_named(rejecting)}."
    if not open_ones:
        return Outcome.PROMOTE, f"The retrained model is better in {_named(better)}, and every check passes."
    if beyond:
        return Outcome.REVIEW, f"Statistics cannot settle {_named(beyond)}; a person has to."
    if gains:
        return Outcome.REVIEW, f"A person has to weigh: a gain in {_named(gains)}, a doubt about {_named(open_ones)}."
    return Outcome.REJECT, "No check shows that the retrained model is better."


def _named(findings: Iterable[Finding]) -> str:
    return " and ".join(finding.name for finding in findings)
