"""The verdict and its checks in plain English."""

from collections.abc import Mapping

from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.model_reports.documents import DecisionDocument, Reason
from retrain.model_reports.formatting import NOTHING, change, score
from retrain.model_reports.table import Data, Table

SIGNS: dict[Outcome | Verdict, str] = {
    Outcome.PROMOTE: "✓",
    Outcome.REVIEW: "?",
    Outcome.REJECT: "✕",
    Outcome.IDENTICAL: "=",
    Verdict.PASS: "✓",
    Verdict.FAIL: "✕",
    Verdict.UNDECIDED: "?",
    Verdict.BLIND: "○",
}

HEADLINES = {
    Outcome.PROMOTE: "Promote the retrained model",
    Outcome.REVIEW: "Review: an expert decides",
    Outcome.REJECT: "Reject the retrained model",
    Outcome.IDENTICAL: "Identical: nothing to decide",
}

KINDS = {
    "superiority": "retrained better than legacy",
    "non_inferiority": "retrained not worse than legacy",
    "label_set": "labels that each model knows",
    "precondition": "whether there is something to compare",
}

CODES = {
    "identical": "Both models are the same, byte for byte.",
    "labels_changed": "The two models do not know the same labels.",
    "legacy_other_task": "The legacy model answers another task, so there is nothing to compare with.",
    "look_unregistered": "The holdout was opened without registering the look.",
    "may_be_worse": "The evidence does not rule out that the retrained model is worse by more than the margin.",
    "no_legacy": "No model serves yet, so there is nothing to compare with.",
    "not_shown_better": "The evidence does not show that the retrained model is better.",
    "shown_better": "The evidence shows that the retrained model is better.",
    "shown_not_worse": "The evidence shows that the retrained model is not worse by more than the margin.",
    "shown_worse": "The evidence shows that the retrained model is worse.",
    "too_few_rows": "Too few rows are left to see a difference.",
}

WORDS = ("Verdict", "Check", "Compares", "Reading", "Details")
NUMBERS = ("Legacy", "Retrained", "Difference", "Bound", "Needs above")


def checks_table(decision: DecisionDocument) -> Table:
    """One row a check, in the decision's order, with its verdict as tone."""
    return Table(
        caption="Every check, what it found and what it needs",
        columns=(*WORDS, *NUMBERS),
        rows=tuple(_row(reason) for reason in decision.reasons),
        texts=len(WORDS),
        tones=tuple(reason.verdict.value for reason in decision.reasons),
    )


def words(known: Mapping[str, str], name: str) -> str:
    """The words for a kind or a code, or its name, as data, where none are known."""
    return known.get(name) or Data(name.replace("_", " "))


def _row(reason: Reason) -> tuple[str, ...]:
    found = {"p": reason.p_value, "method": reason.method, **(reason.detail or {})}
    details = "; ".join(f"{key} {_listed(value)}" for key, value in found.items() if value is not None)
    return (
        f"{SIGNS[reason.verdict]} {reason.verdict.value}",
        Data(reason.check),
        words(KINDS, reason.kind),
        words(CODES, reason.code),
        Data(details or NOTHING),
        score(reason.legacy),
        score(reason.retrained),
        change(reason.delta),
        change(reason.bound, digits=4),
        change(reason.threshold, digits=4),
    )


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
