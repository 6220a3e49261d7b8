"""Why: every check with its verdict."""

from retrain.model_reports.decision_document import DecisionDocument, Reason
from retrain.model_reports.formatting import NOTHING, change, score
from retrain.model_reports.table import Data, Table
from retrain.model_reports.wording import VERDICTS, code_words, kind_words

WORDS = ("Verdict", "Check", "Compares", "Reading", "Details")
NUMBERS = ("Legacy", "Retrained", "Difference", "Bound", "Needs above")


def checks_table(decision: DecisionDocument) -> Table:
    """One row a check, in the decision's order, with the class of its verdict as tone."""
    return Table(
        caption="Every check, what it found and what it needs",
        columns=(*WORDS, *NUMBERS),
        rows=tuple(_row(reason) for reason in decision.reasons),
        texts=len(WORDS),
        tones=tuple(reason.verdict.value for reason in decision.reasons),
    )


def _row(reason: Reason) -> tuple[str, ...]:
    words = VERDICTS[reason.verdict]
    return (
        f"{words.sign} {words.word}",
        Data(reason.check),
        kind_words(reason.kind),
        code_words(reason.code),
        _details(reason),
        score(reason.legacy),
        score(reason.retrained),
        change(reason.delta),
        change(reason.bound, digits=4),
        change(reason.threshold, digits=4),
    )


def _details(reason: Reason) -> str:
    found = {"p": reason.p_value, "method": reason.method, **(reason.detail or {})}
    return Data("; ".join(f"{key} {_listed(value)}" for key, value in found.items() if value is not None) or NOTHING)


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
