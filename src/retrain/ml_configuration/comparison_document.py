"""The schema of `reports/comparison.json`: both models on the recent holdout."""

from enum import StrEnum

from pydantic import AliasChoices, Field

from retrain.ml_configuration.base import FrozenModel, JsonDocument, Rounded

Interval = tuple[Rounded, Rounded]
Matrix = tuple[tuple[int, ...], ...]


class ScorePair(FrozenModel):
    """One metric of both models with 95 % intervals; without a legacy model its fields are None."""

    legacy: Rounded | None = None
    retrained: Rounded
    legacy_interval: Interval | None = None
    retrained_interval: Interval | None = None
    delta: Rounded | None = None
    delta_interval: Interval | None = None


class LabelScores(FrozenModel):
    """The scores of one label; those of the legacy model are None where there is none.

    `detectable_drop` is the smallest drop of recall that so many rows can show: a large value means
    that the label is underpowered.
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
    """Number of rows by true label (first index) and prediction (second index)."""

    legacy: Matrix | None
    retrained: Matrix


class Flips(FrozenModel):
    """Number of rows by which model is right; `fixed`: only the retrained one."""

    fixed: int
    broken: int
    both_wrong: int
    both_right: int


class LikeForLike(FrozenModel):
    """Both models on the rows whose true label both can predict."""

    rows: int
    accuracy: ScorePair
    macro_f1: ScorePair


class ReliabilityBin(FrozenModel):
    """Rows of similar confidence: their number, mean confidence and accuracy (`right`)."""

    rows: int
    confidence: Rounded
    right: Rounded


class RiskPoint(FrozenModel):
    """The error rate (`risk`) on the most confident share (`coverage`) of the rows."""

    coverage: Rounded
    risk: Rounded


class Calibration(FrozenModel):
    """The calibration of one model.

    Attributes:
        expected_error: expected calibration error, with bins of equal mass.
        reliability: the bins.
        area_under_risk: area under the risk-coverage curve; small where low confidence points to
            mistakes.
        risk_coverage: the curve.
        abstained: share of the rows without a prediction.
    """

    expected_error: Rounded
    reliability: tuple[ReliabilityBin, ...]
    area_under_risk: Rounded
    risk_coverage: tuple[RiskPoint, ...]
    abstained: Rounded


class Model(StrEnum):
    """The model that the figures belong to."""

    LEGACY = "legacy"
    RETRAINED = "retrained"


class RuleEffect(FrozenModel):
    """The effect of one tagger rule on the predictions of its model.

    Attributes:
        model: the model.
        rule: id of the rule.
        rows: number of rows that it decided.
        fixed: number of rows where it replaced a wrong prediction by the right one.
        broken: number of rows where it replaced the right prediction by a wrong one.
        p_value: one-sided exact p-value that it breaks more than it fixes, adjusted by Holm's
            method for the number of rules.
        hurts: whether that is significant at 5 %.
    """

    model: Model
    rule: str
    rows: int
    fixed: int
    broken: int
    p_value: Rounded
    hurts: bool


class SliceScores(FrozenModel):
    """Accuracy of both models on one slice, with the Holm-adjusted p-value that it got worse."""

    name: str
    rows: int
    legacy: Rounded | None = None
    retrained: Rounded
    p_value: Rounded | None = None


class MistakesOfCost(FrozenModel):
    """Number of mistakes of one cost that each model makes."""

    cost: Rounded
    legacy: int | None = None
    retrained: int


class PrecisionRecallPoint(FrozenModel):
    """Precision and recall at one decision threshold (`limit` in older files)."""

    threshold: Rounded = Field(validation_alias=AliasChoices("threshold", "limit"))
    precision: Rounded
    recall: Rounded


class Comparison(JsonDocument):
    """The two models on the recent holdout, as they are deployed unless stated otherwise.

    Attributes:
        labels: the labels, in the order of the matrices.
        rows: number of rows.
        accuracy: accuracy.
        macro_f1: mean F1 of the labels that occur.
        like_for_like: scores on the rows whose label both can predict; None without a legacy model.
        severity: mean cost of a mistake; every mistake costs 1 where the task declares no costs.
        brier: mean Brier score.
        per_label: scores of each label, in the order of `labels`.
        confusion: confusion matrices.
        flips: counts of changed predictions; None without a legacy model.
        calibration: calibration by model.
        rules: effects of tagger rules, the retrained model's first.
        mistakes: number of mistakes by cost, the cheapest first.
        slices: the hundred slices with the largest loss of accuracy, the largest first.
        months: accuracy by month; empty where the task has no time column.
        detection: for a binary task, the precision-recall curve by model: at most 50 points, the
            highest threshold first.
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
    detection: dict[Model, tuple[PrecisionRecallPoint, ...]] = Field(default_factory=dict)
