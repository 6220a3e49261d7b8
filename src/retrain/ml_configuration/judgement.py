"""What the court writes and the reports read: `decision.json` and `comparison.json`."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue

from retrain.ml_configuration.decision import CheckKind
from retrain.ml_configuration.enums import Outcome, Split, Verdict
from retrain.ml_configuration.frozen import Frozen


def _rounded(value: float) -> float:
    """The value with 6 decimals, never a negative zero: what is written is the same on every machine."""
    return round(value, 6) + 0.0


Rounded = Annotated[float, AfterValidator(_rounded)]
Interval = tuple[Rounded, Rounded]
Matrix = tuple[tuple[int, ...], ...]


class Written(Frozen):
    """What the court writes to a JSON file."""

    def to_json(self) -> str:
        """JSON: fields in their declared order, indented by 2, with a newline at the end."""
        return self.model_dump_json(indent=2, by_alias=True) + "\n"


class Code(StrEnum):
    """Why, for programs; the reports put each into words."""

    IDENTICAL = "identical"
    NO_LEGACY = "no_legacy"
    LEGACY_OTHER_TASK = "legacy_other_task"
    LOOK_UNREGISTERED = "look_unregistered"
    LABELS_CHANGED = "labels_changed"
    TOO_FEW_ROWS = "too_few_rows"
    SHOWN_BETTER = "shown_better"
    NOT_SHOWN_BETTER = "not_shown_better"
    SHOWN_NOT_WORSE = "shown_not_worse"
    MAY_BE_WORSE = "may_be_worse"
    SHOWN_WORSE = "shown_worse"


class Reason(Frozen):
    """What one check found; numbers that were not computed, or that the seal hides, are None.

    Attributes:
        check: the check's id in the policy, or what the court looked at by itself.
        kind: what the check is about.
        verdict: what it found.
        code: why.
        legacy: the legacy model's score.
        retrained: the retrained model's score.
        delta: retrained minus legacy.
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


class ModelRecord(Frozen):
    """Which model was judged."""

    digest: str
    task: str


class HoldoutRecord(Frozen):
    """Which rows it was judged on, and how many were left out beforehand, by reason."""

    digest: str
    rows: int
    left_out: dict[str, int]


class Decision(Written):
    """The outcome with its reasons.

    Attributes:
        schema_number: of this layout; written as `schema`.
        outcome: what to do.
        summary: the outcome and why, in one English sentence.
        retrained: the candidate.
        legacy: the model that served; None where there was none.
        holdouts: the rows, by split.
        policy: sha256 of the policy's canonical JSON.
        seed: of the policy.
        looks: how many distinct retrained models have been judged on this seal, this one included.
        reasons: what each check found, the court's own findings first.
    """

    schema_number: Literal[1] = Field(default=1, alias="schema")
    outcome: Outcome
    summary: str
    retrained: ModelRecord
    legacy: ModelRecord | None
    holdouts: dict[Split, HoldoutRecord]
    policy: str
    seed: int
    looks: int
    reasons: tuple[Reason, ...]


class ScorePair(Frozen):
    """One metric of both models with 95 % intervals; what needs a legacy model is None where there is none."""

    legacy: Rounded | None = None
    retrained: Rounded
    legacy_interval: Interval | None = None
    retrained_interval: Interval | None = None
    delta: Rounded | None = None
    delta_interval: Interval | None = None


class LabelScores(Frozen):
    """One label's scores; those of the legacy model are None where there is none."""

    label: str
    support: int
    legacy_f1: Rounded | None = None
    retrained_f1: Rounded
    legacy_precision: Rounded | None = None
    retrained_precision: Rounded
    legacy_recall: Rounded | None = None
    retrained_recall: Rounded


class Confusion(Frozen):
    """Rows by true label (first index) and answer (second index), in the order of `labels`."""

    legacy: Matrix | None
    retrained: Matrix


class Flips(Frozen):
    """Rows by which of the two models is right: `fixed` by the retrained one, `broken` by it, both, or neither."""

    fixed: int
    broken: int
    both_wrong: int
    both_right: int


class Comparison(Written):
    """The two models side by side.

    Attributes:
        labels: in the order of the matrices.
        rows: of the holdout.
        accuracy: of both.
        macro_f1: of both, over the labels that occur.
        per_label: in the order of `labels`.
        confusion: counts.
        flips: None where there is no legacy model.
    """

    labels: tuple[str, ...]
    rows: int
    accuracy: ScorePair
    macro_f1: ScorePair
    per_label: tuple[LabelScores, ...]
    confusion: Confusion
    flips: Flips | None
