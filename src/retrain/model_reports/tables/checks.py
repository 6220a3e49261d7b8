"""The verdict and its checks in plain English."""

from retrain.ml_configuration.decision_document import Decision, Reason
from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.model_reports.formatting import NOTHING, change, score
from retrain.model_reports.tables.table import Data, Table

SIGNS: dict[Outcome | Verdict, str] = {
    Outcome.PROMOTE: "✓",
    Outcome.REVIEW: "?",
    Outcome.REJECT: "✕",
    Outcome.IDENTICAL: "=",
    Verdict.PASS: "✓",
    Verdict.FAIL: "✕",
    Verdict.UNDECIDED: "?",
    Verdict.BLIND: "○",
    Verdict.SKIPPED: "-",
}

WORDS = ("Verdict", "Check", "Compares", "Reading", "Details")
NUMBERS = ("Legacy", "Retrained", "Difference", "Bound", "Needs above")


def checks_table(decision: Decision) -> Table:
    """One row a check, in the decision's order, with its verdict as tone."""
    return Table(
        caption="Every check, what it found and what it needs",
        columns=(*WORDS, *NUMBERS),
        rows=tuple(_row(reason) for reason in decision.reasons),
        texts=len(WORDS),
        tones=tuple(reason.verdict.value for reason in decision.reasons),
    )


def _row(reason: Reason) -> tuple[str, ...]:
    found = {"p": reason.p_value, "method": reason.method, **reason.detail}
    details = "; ".join(f"{key} {_listed(value)}" for key, value in found.items() if value is not None)
    return (
        f"{SIGNS[reason.verdict]} {reason.verdict.value}",
        Data(reason.check),
        reason.kind.words,
        reason.code.words,
        Data(details or NOTHING),
        score(reason.legacy),
        score(reason.retrained),
        change(reason.delta),
        change(reason.bound, digits=4),
        change(reason.threshold, digits=4),
    )


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
