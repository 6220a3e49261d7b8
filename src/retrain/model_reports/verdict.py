"""The verdict and its checks in plain English."""

from retrain.ml_configuration.decision import CheckKind
from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.ml_configuration.judgement import Code, Decision, Reason
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
    CheckKind.SUPERIORITY: "retrained better than legacy",
    CheckKind.NON_INFERIORITY: "retrained not worse than legacy",
    CheckKind.LABEL_SET: "labels that each model knows",
    CheckKind.PRECONDITION: "whether there is something to compare",
}

CODES = {
    Code.IDENTICAL: "Both models are the same, byte for byte.",
    Code.LABELS_CHANGED: "The two models do not know the same labels.",
    Code.LEGACY_OTHER_TASK: "The legacy model answers another task, so there is nothing to compare with.",
    Code.LOOK_UNREGISTERED: "The holdout was opened without registering the look.",
    Code.MAY_BE_WORSE: "The evidence does not rule out that the retrained model is worse by more than the margin.",
    Code.NO_LEGACY: "No model serves yet, so there is nothing to compare with.",
    Code.NOT_SHOWN_BETTER: "The evidence does not show that the retrained model is better.",
    Code.SHOWN_BETTER: "The evidence shows that the retrained model is better.",
    Code.SHOWN_NOT_WORSE: "The evidence shows that the retrained model is not worse by more than the margin.",
    Code.SHOWN_WORSE: "The evidence shows that the retrained model is worse.",
    Code.TOO_FEW_ROWS: "Too few rows are left to see a difference.",
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
        KINDS[reason.kind],
        CODES[reason.code],
        Data(details or NOTHING),
        score(reason.legacy),
        score(reason.retrained),
        change(reason.delta),
        change(reason.bound, digits=4),
        change(reason.threshold, digits=4),
    )


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
