"""Which rows train, choose and judge."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel

Share = Annotated[float, Field(gt=0, lt=0.5)]


class Seal(FrozenModel):
    """The sealed holdout: a hash slice of the rows between two dates.

    Attributes:
        name: names the folder of registered looks, `decisions/uses/<name>/`.
        salt: a new salt draws new rows.
        share: share of the groups in the slice.
        since: the last day of the former seal, whose rows are open by now; None where there was
            none.
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
            raise ValueError(f"since {self.since} is not before until {self.until}, so that no day is left to seal")
        return self


class Recent(FrozenModel):
    """The out-of-time holdout.

    Attributes:
        months: the newest calendar months, where the task has a time column.
        since: the first day instead, whatever the months; kept while newer rows come, it lets
            `recent` grow alone.
        share: the hash slice that stands in where the task has no time column.
    """

    months: Annotated[int, Field(ge=1)]
    since: date | None = None
    share: Share


class Window(FrozenModel):
    """The rows that may train and choose: the newest of those that no holdout takes.

    Attributes:
        months: so many calendar months; null for all.
        rows: at most so many; null for all.
    """

    months: Annotated[int, Field(ge=1)] | None = None
    rows: Annotated[int, Field(ge=2)] | None = None


class Splitting(FrozenModel):
    """How rows are dealt to train, validation, sealed and recent, by a hash of their group."""

    name: str
    salt: str
    validation: Share
    seal: Seal
    recent: Recent
    window: Window = Window()
