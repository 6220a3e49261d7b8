"""Both models side by side, as the court writes it and the reports read it: `comparison.json`."""

from enum import StrEnum

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.json_document import JsonDocument, Rounded

Interval = tuple[Rounded, Rounded]
Matrix = tuple[tuple[int, ...], ...]


class ScorePair(FrozenModel):
    """One metric of both models with 95 % intervals; what needs a legacy model is None where there is none."""

    legacy: Rounded | None = None
    retrained: Rounded
    legacy_interval: Interval | None = None
    retrained_interval: Interval | None = None
    delta: Rounded | None = None
    delta_interval: Interval | None = None


class LabelScores(FrozenModel):
    """One label's scores; those of the legacy model are None where there is none.

    `detectable_drop` is the least drop of recall that the rows could show; the larger, the blinder
    they are.
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


class Confusion(FrozenModel):
    """Rows by true label (first index) and answer (second index), in the order of `labels`."""

    legacy: Matrix | None
    retrained: Matrix


class Flips(FrozenModel):
    """Rows by which of the two models is right: `fixed` by the retrained one, `broken` by it, both, or neither."""

    fixed: int
    broken: int
    both_wrong: int
    both_right: int


class LikeForLike(FrozenModel):
    """Both models on the rows whose true label both know."""

    rows: int
    accuracy: ScorePair
    macro_f1: ScorePair


class ReliabilityBin(FrozenModel):
    """Rows of about the same confidence: their mean confidence and the share of right answers."""

    rows: int
    confidence: Rounded
    right: Rounded


class RiskPoint(FrozenModel):
    """The share of wrong answers (`risk`) among the most confident `coverage` of the rows."""

    coverage: Rounded
    risk: Rounded


class Calibration(FrozenModel):
    """How far one model's confidence can be trusted.

    Attributes:
        expected_error: mean distance of confidence from the share of right answers (ECE, bins of
            equal mass).
        reliability: the bins.
        area_under_risk: of the risk-coverage curve; the smaller, the better a low confidence points
            to mistakes.
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


class RuleEffect(FrozenModel):
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


class SliceScores(FrozenModel):
    """Accuracy of both models on the rows of one slice, with the p-value that it got worse, of all slices (Holm)."""

    name: str
    rows: int
    legacy: Rounded | None = None
    retrained: Rounded
    p_value: Rounded | None = None


class MistakesOfCost(FrozenModel):
    """How many mistakes of one cost each model makes."""

    cost: Rounded
    legacy: int | None = None
    retrained: int


class DetectionPoint(FrozenModel):
    """Precision and recall of the label that is looked for, answered from one probability, the `limit`, on."""

    limit: Rounded
    precision: Rounded
    recall: Rounded


class Comparison(JsonDocument):
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
        mistakes: of both by what they cost, the cheapest first.
        slices: the hundred whose accuracy fell most, or rose least, that one first.
        months: in their order; none where the task has no time column.
        detection: of a binary task, by model: at most 50 points, the highest limit first.
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
    mistakes: tuple[MistakesOfCost, ...] = ()
    slices: tuple[SliceScores, ...] = ()
    months: tuple[SliceScores, ...] = ()
    detection: dict[Model, tuple[DetectionPoint, ...]] = Field(default_factory=dict)
