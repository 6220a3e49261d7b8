"""The plain English of outcomes, verdicts, kinds and codes."""

from dataclasses import dataclass

from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.model_reports.table import Data


@dataclass(frozen=True)
class Words:
    """A sign, a word and a headline, so that nothing is told by colour alone."""

    sign: str
    word: str
    headline: str = ""


OUTCOMES = {
    Outcome.PROMOTE: Words("✓", "Promote", "Promote the retrained model"),
    Outcome.REVIEW: Words("?", "Review", "Review: an expert decides"),
    Outcome.REJECT: Words("✕", "Reject", "Reject the retrained model"),
    Outcome.IDENTICAL: Words("=", "Identical", "Identical: nothing to decide"),
}

VERDICTS = {
    Verdict.PASS: Words("✓", "pass"),
    Verdict.FAIL: Words("✕", "fail"),
    Verdict.UNDECIDED: Words("?", "undecided"),
    Verdict.BLIND: Words("○", "blind"),
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


def kind_words(kind: str) -> str:
    """What a check of this kind compares, or the kind itself, as data, where no words are known."""
    return KINDS.get(kind) or Data(kind.replace("_", " "))


def code_words(code: str) -> str:
    """The sentence for a code, or the code itself, as data, where no sentence is known."""
    return CODES.get(code) or Data(code.replace("_", " "))
