"""The checks of a decision policy."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import DescribedEnum, OnFail, Split

Level = Annotated[float, Field(gt=0, lt=0.5)]
CheckId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
HoldoutSplit = Literal[Split.SEALED, Split.RECENT]


class Metric(DescribedEnum):
    """Metrics in which the two models are compared; of the last two, costs, less is better."""

    MACRO_F1 = "macro_f1", "macro F1"
    ACCURACY = "accuracy", "accuracy"
    RECALL = "recall", "recall"
    SEVERITY_COST = "severity_cost", "the severity of mistakes"
    BRIER = "brier", "the Brier score"


class CappedMetric(DescribedEnum):
    """Metrics of the retrained model that a policy may bound from above."""

    RELATIVE_NEGATIVE_FLIPS = "relative_negative_flips", "predictions that were right before"
    ABSTENTION_RATE = "abstention_rate", "rows without a prediction"
    SIZE_RATIO = "size_ratio", "the size of the model"
    GROUP_SHARE = "group_share", "the share of one group in the labels"


class CheckKind(DescribedEnum):
    """The subject of a reason: the first four are checks, the others belong to every decision."""

    SUPERIORITY = "superiority", "retrained better than legacy"
    NON_INFERIORITY = "non_inferiority", "retrained not worse than legacy"
    NO_REGRESSION = "no_regression", "no label or slice worse than before"
    AT_MOST = "at_most", "a metric within its limit"
    LABEL_SET = "label_set", "labels that each model can predict"
    PRECONDITION = "precondition", "whether the holdouts may be evaluated"
    TAGGERS = "taggers", "tagger rules beside the network"


class Against(StrEnum):
    """The model to compare with: the one in production, or the best one so far."""

    LEGACY = "legacy"
    BEST = "best"


class Per(StrEnum):
    """Breakdown of a no-regression check."""

    LABEL = "label"
    SLICE = "slice"


class _BaseCheck(FrozenModel):
    """The options that every check has.

    Attributes:
        id: name of the check in the decision.
        split: the holdout that it reads.
        on_fail: consequence when it does not pass.
    """

    id: CheckId
    split: HoldoutSplit
    on_fail: OnFail


class _BaseScoreCheck(_BaseCheck):
    """The options of every check that compares a score of two models.

    Attributes:
        metric: the score.
        labels: only for the metric recall: the labels, each of which has to pass.
        against: the model that the retrained one is compared with; the best model's predictions are
            stored for the sealed rows only.
        alpha: one-sided error rate.
    """

    metric: Metric
    labels: tuple[str, ...] = ()
    against: Against = Against.LEGACY
    alpha: Level

    @model_validator(mode="after")
    def _labels_and_baseline_exist(self) -> Self:
        if (self.metric is Metric.RECALL) != bool(self.labels):
            rule = "metric 'recall' needs 'labels', and no other metric takes them"
            raise ValueError(f"check {self.id!r}: {rule}")
        if self.against is Against.BEST and self.split is not Split.SEALED:
            raise ValueError(
                f"check {self.id!r}: against 'best' needs split 'sealed', where its predictions are stored"
            )
        return self


class Superiority(_BaseScoreCheck):
    """Passes when the retrained model is shown better, on all rows of the split.

    `alpha` bounds how often an equally good model passes, over all of its windows together
    (`DecisionPolicy.windows`).
    """

    kind: Literal[CheckKind.SUPERIORITY]

    @property
    def threshold(self) -> float:
        """The difference that the lower confidence bound has to exceed."""
        return 0.0


class NonInferiority(_BaseScoreCheck):
    """Passes when the loss is shown to be below `margin`, on rows whose label both can predict.

    Attributes:
        margin: loss in units of the score; a model that loses exactly as much passes with
            probability `alpha`.
    """

    kind: Literal[CheckKind.NON_INFERIORITY]
    margin: Annotated[float, Field(gt=0, lt=1)]

    @property
    def threshold(self) -> float:
        """The difference that the lower confidence bound has to exceed."""
        return -self.margin


class NoRegression(_BaseCheck):
    """Passes when no label, or no slice, is shown worse; lists the labels that are underpowered.

    Attributes:
        per: `label` (recall and false positives of each), or `slice` (accuracy for each value of
            the task's `slices`).
        alpha: family-wise error rate, by Holm's method.
    """

    kind: Literal[CheckKind.NO_REGRESSION]
    per: Per
    alpha: Level


class AtMost(_BaseCheck):
    """Passes when a metric of the retrained model does not exceed `value`.

    `relative_negative_flips`: rows that only the legacy model predicts right, relative to the
    number expected of two independent models of these accuracies. `abstention_rate`: share of rows
    without a prediction. `size_ratio`: bytes of the model folder relative to the legacy model's.
    `group_share`: the largest share of the rows that one group has, or one annotator where the task
    names that column.

    Attributes:
        metric: the metric.
        value: its upper limit.
    """

    kind: Literal[CheckKind.AT_MOST]
    metric: CappedMetric
    value: Annotated[float, Field(gt=0)]

    @model_validator(mode="after")
    def _newest_labels_are_recent(self) -> Self:
        if self.metric is CappedMetric.GROUP_SHARE and self.split is not Split.RECENT:
            rule = "metric 'group_share' is about the newest labels; use split 'recent'"
            raise ValueError(f"check {self.id!r}: {rule}")
        return self


ScoreCheck = Superiority | NonInferiority
Check = Annotated[Superiority | NonInferiority | NoRegression | AtMost, Field(discriminator="kind")]
