"""What the retrained model has to show before it may serve."""

from collections import Counter
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.enums import OnFail, Outcome, Split
from retrain.ml_configuration.frozen import Frozen

Level = Annotated[float, Field(gt=0, lt=0.5)]
CheckId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
HoldoutSplit = Literal[Split.SEALED, Split.RECENT]


class Metric(StrEnum):
    """Scores in which the two models are compared; larger is better."""

    MACRO_F1 = "macro_f1"
    ACCURACY = "accuracy"


class CheckKind(StrEnum):
    """What a reason of a decision is about; a policy asks for the first two, the court adds the others by itself."""

    SUPERIORITY = "superiority"
    NON_INFERIORITY = "non_inferiority"
    LABEL_SET = "label_set"
    PRECONDITION = "precondition"


class Superiority(Frozen):
    """Passes when the retrained model is shown better, on all rows of the split.

    Attributes:
        id: the name of the check in the decision.
        split: the holdout that it reads.
        metric: the score that is compared.
        alpha: one-sided error rate: how often an equally good model passes.
        on_fail: what follows when it does not pass.
    """

    id: CheckId
    kind: Literal[CheckKind.SUPERIORITY]
    split: HoldoutSplit
    metric: Metric
    alpha: Level
    on_fail: OnFail

    @property
    def threshold(self) -> float:
        """The difference that the bound has to exceed."""
        return 0.0


class NonInferiority(Frozen):
    """Passes when the retrained model is shown to lose less than `margin`, on rows whose label both models know.

    Attributes:
        id: the name of the check in the decision.
        split: the holdout that it reads.
        metric: the score that is compared.
        margin: the loss, in units of the score, from which on a model counts as worse.
        alpha: one-sided error rate: how often a model that loses exactly `margin` passes.
        on_fail: what follows when it does not pass.
    """

    id: CheckId
    kind: Literal[CheckKind.NON_INFERIORITY]
    split: HoldoutSplit
    metric: Metric
    margin: Annotated[float, Field(gt=0, lt=1)]
    alpha: Level
    on_fail: OnFail

    @property
    def threshold(self) -> float:
        """The difference that the bound has to exceed."""
        return -self.margin


Check = Annotated[Superiority | NonInferiority, Field(discriminator="kind")]


class MinRows(Frozen):
    """The number of rows below which a holdout says nothing."""

    sealed: Annotated[int, Field(ge=1)]
    recent: Annotated[int, Field(ge=1)]

    def of(self, split: HoldoutSplit) -> int:
        """The least number of rows of one holdout."""
        return self.sealed if split is Split.SEALED else self.recent


class DecisionPolicy(Frozen):
    """The checks, and what follows from them.

    Attributes:
        seed: of the randomisation test and the bootstrap.
        draws: of each of the two.
        gain_alpha: one-sided error rate at which a gain is worth a person's time although some check did not pass.
        first_model: the outcome where no legacy model of this task serves yet.
        min_rows: with fewer rows a check is blind, which a person has to judge.
        checks: all of them have to pass, save those with `on_fail: warn`.
    """

    name: str
    seed: Annotated[int, Field(ge=0, lt=2**31)]
    draws: Annotated[int, Field(ge=99, le=99_999)]
    gain_alpha: Level = 0.01
    first_model: Literal[Outcome.PROMOTE, Outcome.REVIEW]
    min_rows: MinRows
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _checks_can_refuse_a_model(self) -> Self:
        twice = [name for name, count in Counter(check.id for check in self.checks).items() if count > 1]
        if twice:
            raise ValueError(f"check id {twice[0]!r} stands twice; give each check a name of its own")
        if not any(isinstance(check, Superiority) and check.on_fail is not OnFail.WARN for check in self.checks):
            raise ValueError(
                "no check asks the retrained model to be better, so that many small losses would add up; "
                "add a check of kind 'superiority' with on_fail 'review' or 'reject'"
            )
        return self

    @model_validator(mode="after")
    def _draws_can_reach_every_level(self) -> Self:
        finest = min(check.alpha for check in self.checks)
        if finest * (self.draws + 1) < 1:
            raise ValueError(f"{self.draws} draws cannot show a p-value of {finest}; take at least {1 / finest:.0f}")
        return self
