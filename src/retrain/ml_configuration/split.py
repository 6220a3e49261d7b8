"""The configuration of the split into training, validation and the two holdouts."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel

Share = Annotated[float, Field(gt=0, lt=0.5)]


class Seal(FrozenModel):
    """The sealed test set: a hash slice of the rows between two dates.

    Attributes:
        name: names the folder of registered holdout evaluations, `decisions/uses/<name>/`.
        salt: of the hash; a new salt draws other rows.
        share: share of the groups in the slice.
        since: the last day of the previous seal, whose rows are open now; None for the first seal.
        until: the last day of the sealed rows; later rows of the slice wait for the next seal.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    salt: str
    share: Share
    since: date | None = None
    until: date

    @model_validator(mode="after")
    def _days_follow_each_other(self) -> Self:
        if self.since is not None and self.since >= self.until:
            raise ValueError(f"since {self.since} is not before until {self.until}: no day is sealed")
        return self


class RecentHoldout(FrozenModel):
    """The out-of-time holdout.

    Attributes:
        months: number of the newest calendar months, where the task has a time column.
        since: the first day, in place of `months`; with it, new rows enlarge `recent` only.
        share: share of the hash slice that is used where the task has no time column.
    """

    months: Annotated[int, Field(ge=1)]
    since: date | None = None
    share: Share


class TrainingWindow(FrozenModel):
    """The rows for training and validation: the newest of those outside the holdouts.

    Attributes:
        months: number of calendar months; null for all.
        rows: maximum number of rows; null for all.
    """

    months: Annotated[int, Field(ge=1)] | None = None
    rows: Annotated[int, Field(ge=2)] | None = None


class Splitting(FrozenModel):
    """How rows are assigned to train, validation, sealed and recent, by a hash of their group."""

    name: str
    salt: str
    validation: Share
    seal: Seal
    recent: RecentHoldout
    window: TrainingWindow = TrainingWindow()

    def with_recent_since(self, day: date) -> Self:
        """The same splitting with `recent` starting on this day."""
        return self.model_copy(update={"recent": self.recent.model_copy(update={"since": day})})
