"""The checks that a policy may ask for."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import DescribedEnum, OnFail, Split

Level = Annotated[float, Field(gt=0, lt=0.5)]
CheckId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
HoldoutSplit = Literal[Split.SEALED, Split.RECENT]


class Metric(DescribedEnum):
    """Scores in which the two models are compared; of the last two, which are costs, smaller is better."""

    MACRO_F1 = "macro_f1", "macro F1"
    ACCURACY = "accuracy", "accuracy"
    RECALL = "recall", "recall"
    SEVERITY_COST = "severity_cost", "the severity of mistakes"
    BRIER = "brier", "the Brier score"


class Limit(DescribedEnum):
    """Figures that a policy may cap."""

    RELATIVE_NEGATIVE_FLIPS = "relative_negative_flips", "answers that were right before"
    ABSTENTION_RATE = "abstention_rate", "rows without an answer"
    SIZE_RATIO = "size_ratio", "the size of the model"
    GROUP_SHARE = "group_share", "the share of one group in the labels"


class CheckKind(DescribedEnum):
    """What a reason of a decision is about; a policy asks for the first four, the court adds the others by itself."""

    SUPERIORITY = "superiority", "retrained better than legacy"
    NON_INFERIORITY = "non_inferiority", "retrained not worse than legacy"
    NO_REGRESSION = "no_regression", "no label or slice worse than before"
    AT_MOST = "at_most", "a figure within its limit"
    LABEL_SET = "label_set", "labels that each model knows"
    PRECONDITION = "precondition", "whether the holdouts may judge"
    TAGGERS = "taggers", "rules beside the network"


class Against(StrEnum):
    """The model that the retrained one is compared with: the one that serves, or the best one so far."""

    LEGACY = "legacy"
    BEST = "best"


class Per(StrEnum):
    """What is looked at one by one."""

    LABEL = "label"
    SLICE = "slice"


class _Asked(FrozenModel):
    """What every check says.

    Attributes:
        id: the name of the check in the decision.
        split: the holdout that it reads.
        on_fail: what follows when it does not pass.
    """

    id: CheckId
    split: HoldoutSplit
    on_fail: OnFail


class _Compared(_Asked):
    """What every comparison of a score needs.

    Attributes:
        metric: the score that is compared.
        labels: for the metric recall alone: each of them has to pass.
        against: the model that it is compared with; predictions of the best are kept of the sealed
            rows alone.
        alpha: one-sided error rate.
    """

    metric: Metric
    labels: tuple[str, ...] = ()
    against: Against = Against.LEGACY
    alpha: Level

    @model_validator(mode="after")
    def _names_what_is_there(self) -> Self:
        if (self.metric is Metric.RECALL) != bool(self.labels):
            raise ValueError(f"check {self.id!r}: metric 'recall' needs 'labels', and no other metric takes them")
        if self.against is Against.BEST and self.split is not Split.SEALED:
            raise ValueError(f"check {self.id!r}: against 'best' needs split 'sealed', the rows it was kept on")
        return self


class Superiority(_Compared):
    """Passes when the retrained model is shown better, on all rows of the split.

    `alpha` is how often an equally good model passes, over all windows and looks together
    (`DecisionPolicy.windows`).
    """

    kind: Literal[CheckKind.SUPERIORITY]

    @property
    def threshold(self) -> float:
        """The difference that the bound has to exceed."""
        return 0.0


class NonInferiority(_Compared):
    """Passes when the retrained model is shown to lose less than `margin`, on rows whose label both models know.

    Attributes:
        margin: the loss, in units of the score, from which on a model counts as worse; one that
            loses exactly as much passes with probability `alpha`.
    """

    kind: Literal[CheckKind.NON_INFERIORITY]
    margin: Annotated[float, Field(gt=0, lt=1)]

    @property
    def threshold(self) -> float:
        """The difference that the bound has to exceed."""
        return -self.margin


class NoRegression(_Asked):
    """Passes when no label, or no slice, is shown worse; names those that are too small to be judged.

    Attributes:
        per: labels (their recall and their false positives), or the values of the task's `slices`
            (accuracy).
        alpha: how often one of them is reported although none is worse, all of them together
            (Holm).
    """

    kind: Literal[CheckKind.NO_REGRESSION]
    per: Per
    alpha: Level


class AtMost(_Asked):
    """Passes when a figure of the retrained model does not exceed `value`.

    `relative_negative_flips`: rows that only the legacy model answers right, relative to as many as
    two independent models of these accuracies would give. `abstention_rate`: share of rows without
    an answer. `size_ratio`: bytes of the model folder relative to the legacy model's.
    `group_share`: the largest share of one group, or of one annotator where the task names that
    column, in the rows.

    Attributes:
        metric: the figure.
        value: what it may be at most.
    """

    kind: Literal[CheckKind.AT_MOST]
    metric: Limit
    value: Annotated[float, Field(gt=0)]

    @model_validator(mode="after")
    def _newest_labels_are_recent(self) -> Self:
        if self.metric is Limit.GROUP_SHARE and self.split is not Split.RECENT:
            raise ValueError(f"check {self.id!r}: metric 'group_share' is about the newest labels; take split 'recent'")
        return self


Comparing = Superiority | NonInferiority
Check = Annotated[Superiority | NonInferiority | NoRegression | AtMost, Field(discriminator="kind")]
