"""The schema of `reports/decision.json`, and of the decisions archived under `decisions/`."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field, JsonValue, model_validator

from retrain.ml_configuration.base import FrozenModel, JsonDocument, Rounded
from retrain.ml_configuration.checks import CheckKind
from retrain.ml_configuration.decision import Mode
from retrain.ml_configuration.enums import DescribedEnum, Outcome, Split, Verdict

OLD_SCHEMA = 2


class Code(DescribedEnum):
    """The reason of a verdict, with the sentence that reports print."""

    IDENTICAL = "identical", "Both models are the same, byte for byte."
    NO_LEGACY = "no_legacy", "No model serves yet, so there is nothing to compare with."
    LEGACY_OTHER_TASK = (
        "legacy_other_task",
        "The legacy model is of another task, so there is nothing to compare with.",
    )
    EVALUATION_UNREGISTERED = "look_unregistered", "The holdouts were evaluated without registering it first."
    HOLDOUT_EXHAUSTED = "holdout_exhausted", "The sealed test set is used up; draw the next seal."
    WINDOWS_EXHAUSTED = "windows_exhausted", "This model was evaluated as often as its alpha allows; retrain."
    LABELS_CHANGED = "labels_changed", "The two models predict different labels, as the task declares."
    LABELS_UNDECLARED = (
        "labels_undeclared",
        "The two models predict different labels, and the task does not declare it.",
    )
    NO_BEST = "no_best", "No best model is stored for this seal yet."
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
    NONE_SHOWN_WORSE = "none_shown_worse", "None is shown worse; underpowered labels may be."
    SOME_SHOWN_WORSE = "some_shown_worse", "Some are shown worse than before."
    WITHIN_LIMIT = "within_limit", "The metric is within its limit."
    ABOVE_LIMIT = "above_limit", "The metric is above its limit."
    RULES_HURT = "rules_hurt", "Some tagger rules break more predictions than they fix."
    NO_RULE_HURTS = "no_rule_hurts", "No tagger rule breaks more predictions than it fixes."


class Reason(FrozenModel):
    """The result of one check; numbers that were not computed, or that stay sealed, are None.

    Attributes:
        check: id of the check in the policy, or the name of a finding of every decision.
        kind: subject of the check.
        verdict: its result.
        code: the reason of the verdict.
        legacy: score of the legacy model, or of the best model where the check compares with it.
        retrained: score of the retrained model.
        delta: the gain: retrained minus legacy, and for costs legacy minus retrained.
        bound: one-sided lower confidence bound of the gain.
        threshold: value that the bound has to exceed.
        p_value: one-sided p-value that the retrained model is better.
        method: how p-value and bound were computed.
        detail: further counts and names.
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
    """A model, by the digest of its folder and its task."""

    digest: str
    task: str


class HoldoutRecord(FrozenModel):
    """The rows of a holdout: digest, number, and how many were left out beforehand, by reason."""

    digest: str
    rows: int
    left_out: dict[str, int]


class BestModel(StrEnum):
    """The best model once the retrained one is promoted: that one, or the best one until then."""

    RETRAINED = "retrained"
    BEST = "best"


class BestRecord(FrozenModel):
    """The best model before this decision, None where none is stored, and after a promotion."""

    digest: str | None
    kept: BestModel


class EvaluationRecord(FrozenModel):
    """The count of holdout evaluations.

    Attributes:
        sealed: number of models evaluated on the sealed test set, this one included.
        at_most: number that the policy allows.
        window: which `recent` window of this retrained model it is, counted from 1.
        candidate: which retrained model on that window it is, counted from 1.
    """

    sealed: int
    at_most: int
    window: int
    candidate: int


class Decision(JsonDocument):
    """The outcome of a holdout evaluation with its reasons; schema 2 is upgraded when it is read.

    Attributes:
        schema_number: version of this layout; written as `schema`.
        outcome: what to do.
        mode: whether the decision takes effect.
        summary: the outcome and its reason, in one English sentence.
        retrained: the retrained model.
        legacy: the legacy model; None where none served.
        best: the best model so far.
        holdouts: the evaluated rows, by split.
        policy: SHA-256 of the policy's canonical JSON.
        seed: seed of the policy.
        evaluations: the count of holdout evaluations.
        reasons: results of the checks, after those that belong to every decision.
    """

    schema_number: Literal[3] = Field(default=3, alias="schema")
    outcome: Outcome
    mode: Mode
    summary: str
    retrained: ModelRecord
    legacy: ModelRecord | None
    best: BestRecord
    holdouts: dict[Split, HoldoutRecord]
    policy: str
    seed: int
    evaluations: EvaluationRecord
    reasons: tuple[Reason, ...]

    @model_validator(mode="before")
    @classmethod
    def _upgrade_schema_2(cls, values: Any) -> Any:  # noqa: ANN401
        is_old = isinstance(values, dict) and values.get("schema") == OLD_SCHEMA
        return _from_schema_2(values) if is_old else values


def _from_schema_2(values: dict[str, Any]) -> dict[str, Any]:
    """A document whose keys and values of schema 2 have today's names."""
    upgraded = {key: value for key, value in values.items() if key != "looks"} | {"schema": 3}
    if isinstance(values.get("looks"), dict):
        new_keys = {"seal": "sealed", "look": "candidate"}
        looks = values["looks"]
        upgraded["evaluations"] = {new_keys.get(key, key): looks[key] for key in looks}
    upgraded["reasons"] = [_reason_from_schema_2(reason) for reason in values.get("reasons", ())]
    return upgraded


def _reason_from_schema_2(reason: dict[str, Any]) -> dict[str, Any]:
    new_values = {"blind": "underpowered"}
    detail = {new_values.get(key, key): value for key, value in reason.get("detail", {}).items()}
    values = {key: new_values.get(reason[key], reason[key]) for key in ("verdict", "code")}
    return reason | values | {"detail": detail}
