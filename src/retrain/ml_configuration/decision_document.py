"""The decision, as the court writes it and the reports read it: `decision.json`."""

from enum import StrEnum
from typing import Literal

from pydantic import Field, JsonValue

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.checks import CheckKind
from retrain.ml_configuration.decision import Mode
from retrain.ml_configuration.enums import DescribedEnum, Outcome, Split, Verdict
from retrain.ml_configuration.json_document import JsonDocument, Rounded


class Code(DescribedEnum):
    """Why, for programs and in the words of the reports."""

    IDENTICAL = "identical", "Both models are the same, byte for byte."
    NO_LEGACY = "no_legacy", "No model serves yet, so there is nothing to compare with."
    LEGACY_OTHER_TASK = (
        "legacy_other_task",
        "The legacy model answers another task, so there is nothing to compare with.",
    )
    LOOK_UNREGISTERED = "look_unregistered", "The holdout was opened without registering the look."
    HOLDOUT_EXHAUSTED = "holdout_exhausted", "The seal has judged as many models as it may; draw the next one."
    WINDOWS_EXHAUSTED = "windows_exhausted", "This model was judged as often as its alpha allows; retrain."
    LABELS_CHANGED = "labels_changed", "The two models do not know the same labels, as the task declares."
    LABELS_UNDECLARED = (
        "labels_undeclared",
        "The two models do not know the same labels, and the task does not declare it.",
    )
    NO_BEST = "no_best", "No best model is kept for this seal yet."
    TOO_FEW_ROWS = "too_few_rows", "Too few rows are left to see a difference."
    SHOWN_BETTER = "shown_better", "The evidence shows that the retrained model is better."
    NOT_SHOWN_BETTER = "not_shown_better", "The evidence does not show that the retrained model is better."
    SHOWN_NOT_WORSE = (
        "shown_not_worse",
        "The evidence shows that the retrained model is not worse by more than the margin.",
    )
    MAY_BE_WORSE = (
        "may_be_worse",
        "The evidence does not rule out that the retrained model is worse by more than the margin.",
    )
    SHOWN_WORSE = "shown_worse", "The evidence shows that the retrained model is worse."
    NONE_SHOWN_WORSE = "none_shown_worse", "None is shown worse; of those called blind nothing is said."
    SOME_SHOWN_WORSE = "some_shown_worse", "Some are shown worse than before."
    WITHIN_LIMIT = "within_limit", "The figure is within its limit."
    ABOVE_LIMIT = "above_limit", "The figure is above its limit."
    RULES_HURT = "rules_hurt", "Some rules break more answers than they mend."
    NO_RULE_HURTS = "no_rule_hurts", "No rule breaks more answers than it mends."


class Reason(FrozenModel):
    """What one check found; numbers that were not computed, or that the seal hides, are None.

    Attributes:
        check: the check's id in the policy, or what the court looked at by itself.
        kind: what the check is about.
        verdict: what it found.
        code: why.
        legacy: the legacy model's score, or the best model's where the check compares with that.
        retrained: the retrained model's score.
        delta: the gain: retrained minus legacy, and for costs legacy minus retrained.
        bound: the one-sided lower confidence bound of the difference.
        threshold: what the bound has to exceed.
        p_value: one-sided, of the test that the retrained model is better.
        method: how the p-value, if any, and the bound were computed.
        detail: counts and names that explain it.
    """

    check: str
    kind: CheckKind
    verdict: Verdict
    code: Code
    legacy: Rounded | None = None
    retrained: Rounded | None = None
    delta: Rounded | None = None
    bound: Rounded | None = None
    threshold: Rounded | None = None
    p_value: Rounded | None = None
    method: str | None = None
    detail: dict[str, JsonValue] = Field(default_factory=dict)


class ModelRecord(FrozenModel):
    """Which model was judged."""

    digest: str
    task: str


class HoldoutRecord(FrozenModel):
    """Which rows it was judged on, and how many were left out beforehand, by reason."""

    digest: str
    rows: int
    left_out: dict[str, int]


class Kept(StrEnum):
    """Which model counts as the best so far once the retrained one is promoted."""

    RETRAINED = "retrained"
    BEST = "best"


class BestRecord(FrozenModel):
    """The best model before this decision, None where none is kept for the seal, and the one after a promotion."""

    digest: str | None
    kept: Kept


class LookRecord(FrozenModel):
    """How many looks were taken: at the seal, the most it allows, and the places of this one (see `Looks`)."""

    seal: int
    at_most: int
    window: int
    look: int


class Decision(JsonDocument):
    """The outcome with its reasons.

    Attributes:
        schema_number: of this layout; written as `schema`.
        outcome: what to do.
        mode: whether promotion follows it.
        summary: the outcome and why, in one English sentence.
        retrained: the candidate.
        legacy: the model that served; None where there was none.
        best: the best model so far.
        holdouts: the rows, by split.
        policy: sha256 of the policy's canonical JSON.
        seed: of the policy.
        looks: how often anyone has looked.
        reasons: what each check found, the court's own findings first.
    """

    schema_number: Literal[2] = Field(default=2, alias="schema")
    outcome: Outcome
    mode: Mode
    summary: str
    retrained: ModelRecord
    legacy: ModelRecord | None
    best: BestRecord
    holdouts: dict[Split, HoldoutRecord]
    policy: str
    seed: int
    looks: LookRecord
    reasons: tuple[Reason, ...]
