"""Which rows train, choose and judge."""

from datetime import date
from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.frozen import Frozen

Share = Annotated[float, Field(gt=0, lt=0.5)]


class Seal(Frozen):
    """The sealed holdout: a hash slice of the rows up to a date.

    Attributes:
        name: names the folder of registered looks, `decisions/uses/<name>/`.
        salt: a new salt draws new rows.
        share: share of the groups in the slice.
        until: the last day of the sealed rows; later rows of the slice wait for the next seal.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    salt: str
    share: Share
    until: date


class Recent(Frozen):
    """The out-of-time holdout.

    Attributes:
        months: the newest calendar months, where the task has a time column.
        share: the hash slice that stands in where it has none.
    """

    months: Annotated[int, Field(ge=1)]
    share: Share


class Splitting(Frozen):
    """How rows are dealt to train, validation, sealed and recent, by a hash of their group."""

    name: str
    salt: str
    validation: Share
    seal: Seal
    recent: Recent
