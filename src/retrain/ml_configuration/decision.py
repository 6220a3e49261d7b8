"""The decision policy: what a retrained model has to show before it is promoted."""

from collections import Counter
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.checks import Against, Check, HoldoutSplit, Level, NonInferiority, Superiority
from retrain.ml_configuration.enums import OnFail, Outcome, Split
from retrain.ml_configuration.renamed_keys import accept_old_keys

Share = Annotated[float, Field(gt=0, le=1)]
RENAMED = {"blind_above": "underpowered_above", "max_looks": "max_evaluations"}


class Mode(StrEnum):
    """Whether a decision takes effect; in a dry run nothing is promoted."""

    ENFORCE = "enforce"
    DRY_RUN = "dry_run"


class MinRows(FrozenModel):
    """The number of rows below which a holdout is underpowered."""

    sealed: Annotated[int, Field(ge=1)]
    recent: Annotated[int, Field(ge=1)]

    def of(self, split: HoldoutSplit) -> int:
        """The minimum for one holdout."""
        return self.sealed if split is Split.SEALED else self.recent


class TradeOff(FrozenModel):
    """Turns a reject into a review where another check shows a gain.

    Attributes:
        when_failed: id of the check that rejects.
        but_better: id of the comparison that has to show a gain at `gain_alpha`.
        then: the outcome instead.
    """

    when_failed: str
    but_better: str
    then: Literal[Outcome.REVIEW] = Outcome.REVIEW


class DecisionPolicy(FrozenModel):
    """The checks of a decision, and what follows from them.

    Attributes:
        mode: whether the decision takes effect.
        seed: of the randomisation test and the bootstrap.
        draws: number of draws of each of the two.
        gain_alpha: one-sided error rate at which a gain leads to a review although some check did
            not pass.
        first_model: the outcome where production holds no model of this task yet.
        min_rows: with fewer rows a check is underpowered, which leads to a review.
        max_evaluations: how many distinct retrained models may be evaluated on one sealed test set.
        windows: shares of a superiority check's alpha for the first, second, ... evaluation of one
            retrained model, each on a `recent` holdout that has grown; by the union bound the error
            rate of all of them together is at most alpha.
        discordance: share of rows on which exactly one model is right, assumed for planning.
        underpowered_above: a label whose smallest detectable drop of recall is larger is reported
            as underpowered.
        checks: all of them have to pass, except those with `on_fail: warn`.
        trade_offs: which rejects become reviews.
    """

    name: str
    mode: Mode = Mode.ENFORCE
    seed: Annotated[int, Field(ge=0, lt=2**31)]
    draws: Annotated[int, Field(ge=99, le=99_999)]
    gain_alpha: Level = 0.01
    first_model: Literal[Outcome.PROMOTE, Outcome.REVIEW]
    min_rows: MinRows
    max_evaluations: Annotated[int, Field(ge=1)] = 50
    windows: Annotated[tuple[Share, ...], Field(min_length=1)] = (1.0,)
    discordance: Annotated[float, Field(gt=0, lt=1)] = 0.1
    underpowered_above: Annotated[float, Field(gt=0, lt=1)] = 0.2
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]
    trade_offs: tuple[TradeOff, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _accept_old_keys(cls, values: Any) -> Any:  # noqa: ANN401
        return accept_old_keys(values, RENAMED, "decision")

    @model_validator(mode="after")
    def _checks_can_refuse_a_model(self) -> Self:
        counts = Counter(check.id for check in self.checks)
        repeated = [name for name, count in counts.items() if count > 1]
        if repeated:
            raise ValueError(f"check id {repeated[0]!r} is used twice; give each its own")
        superiority = (check for check in self.checks if isinstance(check, Superiority))
        against_legacy = (check for check in superiority if check.against is Against.LEGACY)
        if all(check.on_fail is OnFail.WARN for check in against_legacy):
            raise ValueError(
                "no check requires the retrained model to be better, so that many small losses "
                "could add up; add a check of kind 'superiority' with on_fail 'review' or 'reject'"
            )
        return self

    @model_validator(mode="after")
    def _trade_offs_name_checks(self) -> Self:
        kinds = Superiority | NonInferiority
        comparing = {check.id for check in self.checks if isinstance(check, kinds)}
        rejecting = {check.id for check in self.checks if check.on_fail is OnFail.REJECT}
        for trade_off in self.trade_offs:
            if trade_off.when_failed not in rejecting:
                raise ValueError(
                    f"trade-off: {trade_off.when_failed!r} does not reject; use one of {sorted(rejecting)}"
                )
            if trade_off.but_better not in comparing:
                raise ValueError(
                    f"trade-off: {trade_off.but_better!r} compares no score; use one of {sorted(comparing)}"
                )
        return self

    @model_validator(mode="after")
    def _levels_can_be_reached(self) -> Self:
        if sum(self.windows) > 1 + 1e-9:
            raise ValueError(f"windows: the shares {self.windows} add up to more than 1")
        windows = range(1, len(self.windows) + 1)
        superiority = [check for check in self.checks if isinstance(check, Superiority)]
        smallest = min(self.level(check, window, 1) for check in superiority for window in windows)
        if smallest * (self.draws + 1) < 1:
            problem = f"{self.draws} draws cannot show a p-value of {smallest}"
            raise ValueError(f"{problem}; use at least {1 / smallest:.0f}")
        return self

    def level(self, check: Superiority, window: int, candidate: int) -> float:
        """The error rate of one evaluation of a superiority check; 0 where its windows are used up.

        On `recent` rows: alpha times the window's share, divided by `candidate`. On sealed rows,
        which every retrained model is evaluated on: alpha divided by `max_evaluations`.

        Args:
            check: the check.
            window: which `recent` window of this retrained model it is, counted from 1.
            candidate: which retrained model on that window it is, counted from 1.
        """
        if check.split is Split.SEALED:
            return check.alpha / self.max_evaluations
        share = self.windows[window - 1] if window <= len(self.windows) else 0.0
        return check.alpha * share / candidate
