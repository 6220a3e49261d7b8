"""What the court writes and the reports read: `decision.json` and `comparison.json`."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue

from retrain.ml_configuration.checks import CheckKind
from retrain.ml_configuration.decision import Mode
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
    HOLDOUT_EXHAUSTED = "holdout_exhausted"
    WINDOWS_EXHAUSTED = "windows_exhausted"
    LABELS_CHANGED = "labels_changed"
    LABELS_UNDECLARED = "labels_undeclared"
    NO_BEST = "no_best"
    TOO_FEW_ROWS = "too_few_rows"
    SHOWN_BETTER = "shown_better"
    NOT_SHOWN_BETTER = "not_shown_better"
    SHOWN_NOT_WORSE = "shown_not_worse"
    MAY_BE_WORSE = "may_be_worse"
    SHOWN_WORSE = "shown_worse"
    NONE_SHOWN_WORSE = "none_shown_worse"
    SOME_SHOWN_WORSE = "some_shown_worse"
    WITHIN_LIMIT = "within_limit"
    ABOVE_LIMIT = "above_limit"
    RULES_HURT = "rules_hurt"
    NO_RULE_HURTS = "no_rule_hurts"


class Reason(Frozen):
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


class ModelRecord(Frozen):
    """Which model was judged."""

    digest: str
    task: str


class HoldoutRecord(Frozen):
    """Which rows it was judged on, and how many were left out beforehand, by reason."""

    digest: str
    rows: int
    left_out: dict[str, int]


class Kept(StrEnum):
    """Which model counts as the best so far once the retrained one is promoted."""

    RETRAINED = "retrained"
    BEST = "best"


class BestRecord(Frozen):
    """The best model before this decision, None where none is kept for the seal, and the one after a promotion."""

    digest: str | None
    kept: Kept


class LookRecord(Frozen):
    """How many looks were taken: at the seal, the most it allows, and the places of this one (see `Looks`)."""

    seal: int
    at_most: int
    window: int
    look: int


class Decision(Written):
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


class ScorePair(Frozen):
    """One metric of both models with 95 % intervals; what needs a legacy model is None where there is none."""

    legacy: Rounded | None = None
    retrained: Rounded
    legacy_interval: Interval | None = None
    retrained_interval: Interval | None = None
    delta: Rounded | None = None
    delta_interval: Interval | None = None


class LabelScores(Frozen):
    """One label's scores; those of the legacy model are None where there is none.

    `detectable_drop` is the least drop of recall that the rows could show; the larger, the blinder they are.
    """

    label: str
    support: int
    detectable_drop: Rounded
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


class LikeForLike(Frozen):
    """Both models on the rows whose true label both know."""

    rows: int
    accuracy: ScorePair
    macro_f1: ScorePair


class ReliabilityBin(Frozen):
    """Rows of about the same confidence: their mean confidence and the share of right answers."""

    rows: int
    confidence: Rounded
    right: Rounded


class RiskPoint(Frozen):
    """The share of wrong answers (`risk`) among the most confident `coverage` of the rows."""

    coverage: Rounded
    risk: Rounded


class Calibration(Frozen):
    """How far one model's confidence can be trusted.

    Attributes:
        expected_error: mean distance of confidence from the share of right answers (ECE, bins of equal mass).
        reliability: the bins.
        area_under_risk: of the risk-coverage curve; the smaller, the better a low confidence points to mistakes.
        risk_coverage: the curve.
        abstained: share of the rows without an answer.
    """

    expected_error: Rounded
    reliability: tuple[ReliabilityBin, ...]
    area_under_risk: Rounded
    risk_coverage: tuple[RiskPoint, ...]
    abstained: Rounded


class Model(StrEnum):
    """Whose."""

    LEGACY = "legacy"
    RETRAINED = "retrained"


class RuleEffect(Frozen):
    """What one rule did to its model's answers.

    Attributes:
        model: whose rule.
        rule: its id.
        rows: that it decided.
        fixed: rows that it made right.
        broken: rows that it made wrong.
        p_value: exact, one-sided, that it breaks more than it fixes, of all rules together (Holm).
        hurts: whether that is shown at 5 %.
    """

    model: Model
    rule: str
    rows: int
    fixed: int
    broken: int
    p_value: Rounded
    hurts: bool


class Comparison(Written):
    """The two models side by side, as they are deployed unless it is said otherwise.

    Attributes:
        labels: in the order of the matrices.
        rows: of the holdout.
        accuracy: of both.
        macro_f1: of both, over the labels that occur.
        like_for_like: of both, on rows whose label both know; None where there is no legacy model.
        severity: mean cost of a mistake of both; every mistake costs 1 where nothing is declared.
        brier: mean Brier score of both.
        per_label: in the order of `labels`.
        confusion: counts.
        flips: None where there is no legacy model.
        calibration: by model.
        rules: of both models, the retrained one's first.
    """

    labels: tuple[str, ...]
    rows: int
    accuracy: ScorePair
    macro_f1: ScorePair
    like_for_like: LikeForLike | None
    severity: ScorePair
    brier: ScorePair
    per_label: tuple[LabelScores, ...]
    confusion: Confusion
    flips: Flips | None
    calibration: dict[Model, Calibration]
    rules: tuple[RuleEffect, ...]
