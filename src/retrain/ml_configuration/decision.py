"""What a retrained model has to show before it may serve."""

from collections import Counter
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.checks import Against, Check, HoldoutSplit, Level, NonInferiority, Superiority
from retrain.ml_configuration.enums import OnFail, Outcome, Split

Share = Annotated[float, Field(gt=0, le=1)]


class Mode(StrEnum):
    """Whether a decision counts: in a dry run it is written and shown, and nothing is promoted on it."""

    ENFORCE = "enforce"
    DRY_RUN = "dry_run"


class MinRows(FrozenModel):
    """The number of rows below which a holdout says nothing."""

    sealed: Annotated[int, Field(ge=1)]
    recent: Annotated[int, Field(ge=1)]

    def of(self, split: HoldoutSplit) -> int:
        """The least number of rows of one holdout."""
        return self.sealed if split is Split.SEALED else self.recent


class TradeOff(FrozenModel):
    """Softens a reject into a review, never into more, where something else is shown better.

    Attributes:
        when_failed: the check that rejects.
        but_better: the check of a comparison that shows a gain at `gain_alpha`.
        then: what follows instead.
    """

    when_failed: str
    but_better: str
    then: Literal[Outcome.REVIEW] = Outcome.REVIEW


class DecisionPolicy(FrozenModel):
    """The checks, and what follows from them.

    Attributes:
        mode: whether promotion follows the decision.
        seed: of the randomisation test and the bootstrap.
        draws: of each of the two.
        gain_alpha: one-sided error rate at which a gain is worth a person's time although some
            check did not pass.
        first_model: the outcome where no legacy model of this task serves yet.
        min_rows: with fewer rows a check is blind, which a person has to judge.
        max_looks: how many distinct retrained models one seal may judge.
        windows: shares of a superiority's alpha, for the first, second, ... time that one retrained
            model is judged, on a `recent` that has grown; by the union bound all of them together
            err in at most alpha.
        discordance: the share of rows on which one model alone is right, assumed where rows are
            planned.
        blind_above: a label whose least detectable drop of recall is larger is called blind.
        checks: all of them have to pass, save those with `on_fail: warn`.
        trade_offs: which reject may become a review.
    """

    name: str
    mode: Mode = Mode.ENFORCE
    seed: Annotated[int, Field(ge=0, lt=2**31)]
    draws: Annotated[int, Field(ge=99, le=99_999)]
    gain_alpha: Level = 0.01
    first_model: Literal[Outcome.PROMOTE, Outcome.REVIEW]
    min_rows: MinRows
    max_looks: Annotated[int, Field(ge=1)] = 50
    windows: Annotated[tuple[Share, ...], Field(min_length=1)] = (1.0,)
    discordance: Annotated[float, Field(gt=0, lt=1)] = 0.1
    blind_above: Annotated[float, Field(gt=0, lt=1)] = 0.2
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]
    trade_offs: tuple[TradeOff, ...] = ()

    @model_validator(mode="after")
    def _checks_can_refuse_a_model(self) -> Self:
        twice = [name for name, count in Counter(check.id for check in self.checks).items() if count > 1]
        if twice:
            raise ValueError(f"check id {twice[0]!r} stands twice; give each check a name of its own")
        against_legacy = (one for one in self.checks if isinstance(one, Superiority) and one.against is Against.LEGACY)
        if not any(check.on_fail is not OnFail.WARN for check in against_legacy):
            raise ValueError(
                "no check asks the retrained model to be better, so that many small losses would add up; "
                "add a check of kind 'superiority' with on_fail 'review' or 'reject'"
            )
        return self

    @model_validator(mode="after")
    def _trade_offs_name_checks(self) -> Self:
        comparing = {check.id for check in self.checks if isinstance(check, Superiority | NonInferiority)}
        rejecting = {check.id for check in self.checks if check.on_fail is OnFail.REJECT}
        for trade_off in self.trade_offs:
            if trade_off.when_failed not in rejecting:
                raise ValueError(f"trade-off: {trade_off.when_failed!r} is no check that rejects: {sorted(rejecting)}")
            if trade_off.but_better not in comparing:
                raise ValueError(f"trade-off: {trade_off.but_better!r} is no check that compares: {sorted(comparing)}")
        return self

    @model_validator(mode="after")
    def _levels_can_be_reached(self) -> Self:
        if sum(self.windows) > 1 + 1e-9:
            raise ValueError(f"windows: the shares {self.windows} add up to more than 1, which spends alpha twice")
        places = range(1, len(self.windows) + 1)
        asking = [check for check in self.checks if isinstance(check, Superiority)]
        finest = min(self.level(check, window, 1) for check in asking for window in places)
        if finest * (self.draws + 1) < 1:
            raise ValueError(f"{self.draws} draws cannot show a p-value of {finest}; take at least {1 / finest:.0f}")
        return self

    def level(self, check: Superiority, window: int, look: int) -> float:
        """The error rate of one application of a superiority check; 0 where its windows are used up.

        On `recent` rows alpha times the window's share, divided by the look's number at that very
        window; on sealed rows, which every retrained model is judged on, alpha divided by
        `max_looks`.

        Args:
            check: the check.
            window: the how-many-th `recent` window this retrained model is judged on, from 1.
            look: the how-many-th retrained model this is at that window, from 1.
        """
        if check.split is Split.SEALED:
            return check.alpha / self.max_looks
        share = self.windows[window - 1] if window <= len(self.windows) else 0.0
        return check.alpha * share / look
