"""The verdict and its checks in plain English."""

from retrain.ml_configuration.checks import CheckKind
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
    Verdict.SKIPPED: "-",
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
    CheckKind.NO_REGRESSION: "no label or slice worse than before",
    CheckKind.AT_MOST: "a figure within its limit",
    CheckKind.LABEL_SET: "labels that each model knows",
    CheckKind.PRECONDITION: "whether the holdouts may judge",
    CheckKind.TAGGERS: "rules beside the network",
}

CODES = {
    Code.ABOVE_LIMIT: "The figure is above its limit.",
    Code.HOLDOUT_EXHAUSTED: "The seal has judged as many models as it may; draw the next one.",
    Code.IDENTICAL: "Both models are the same, byte for byte.",
    Code.LABELS_CHANGED: "The two models do not know the same labels, as the task declares.",
    Code.LABELS_UNDECLARED: "The two models do not know the same labels, and the task does not declare it.",
    Code.LEGACY_OTHER_TASK: "The legacy model answers another task, so there is nothing to compare with.",
    Code.LOOK_UNREGISTERED: "The holdout was opened without registering the look.",
    Code.MAY_BE_WORSE: "The evidence does not rule out that the retrained model is worse by more than the margin.",
    Code.NONE_SHOWN_WORSE: "None is shown worse; of those called blind nothing is said.",
    Code.NO_BEST: "No best model is kept for this seal yet.",
    Code.NO_LEGACY: "No model serves yet, so there is nothing to compare with.",
    Code.NO_RULE_HURTS: "No rule breaks more answers than it mends.",
    Code.NOT_SHOWN_BETTER: "The evidence does not show that the retrained model is better.",
    Code.RULES_HURT: "Some rules break more answers than they mend.",
    Code.SHOWN_BETTER: "The evidence shows that the retrained model is better.",
    Code.SHOWN_NOT_WORSE: "The evidence shows that the retrained model is not worse by more than the margin.",
    Code.SHOWN_WORSE: "The evidence shows that the retrained model is worse.",
    Code.SOME_SHOWN_WORSE: "Some are shown worse than before.",
    Code.TOO_FEW_ROWS: "Too few rows are left to see a difference.",
    Code.WINDOWS_EXHAUSTED: "This model was judged as often as its alpha allows; retrain.",
    Code.WITHIN_LIMIT: "The figure is within its limit.",
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
