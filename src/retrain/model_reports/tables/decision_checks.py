"""The decision's checks in plain English."""

from retrain.ml_configuration.decision_document import Decision, Reason
from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.model_reports.formatting import MISSING, format_change, format_score
from retrain.model_reports.tables.report_table import Data, Table

SIGNS: dict[Outcome | Verdict, str] = {
    Outcome.PROMOTE: "✓",
    Outcome.REVIEW: "?",
    Outcome.REJECT: "✕",
    Outcome.IDENTICAL: "=",
    Verdict.PASS: "✓",
    Verdict.FAIL: "✕",
    Verdict.UNDECIDED: "?",
    Verdict.UNDERPOWERED: "○",
    Verdict.SKIPPED: "-",
}
TEXT_COLUMNS = ("Verdict", "Check", "Compares", "Reading", "Details")
NUMBER_COLUMNS = ("Legacy", "Retrained", "Difference", "Bound", "Needs above")


def checks_table(decision: Decision) -> Table:
    """One row a check, in the decision's order; the row's tone is its verdict."""
    return Table(
        caption="Every check, what it found and what it needs",
        columns=(*TEXT_COLUMNS, *NUMBER_COLUMNS),
        rows=tuple(map(_row, decision.reasons)),
        texts=len(TEXT_COLUMNS),
        tones=tuple(reason.verdict.value for reason in decision.reasons),
    )


def verdict_text(verdict: Verdict) -> str:
    """The verdict with its sign, such as `✓ pass`."""
    return f"{SIGNS[verdict]} {verdict.value}"


def _row(reason: Reason) -> tuple[str, ...]:
    details = {"p": reason.p_value, "method": reason.method, **reason.detail}
    phrases = [f"{name} {_listed(value)}" for name, value in details.items() if value is not None]
    return (
        verdict_text(reason.verdict),
        Data(reason.check),
        reason.kind.words,
        reason.code.words,
        Data("; ".join(phrases) or MISSING),
        format_score(reason.legacy),
        format_score(reason.retrained),
        format_change(reason.delta),
        format_change(reason.bound, digits=4),
        format_change(reason.threshold, digits=4),
    )


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
