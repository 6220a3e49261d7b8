"""An expert's word against a decision."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import Outcome


class Override(FrozenModel):
    """What a person decides in the court's place, in `decisions/<digest>/override.yaml`.

    Attributes:
        decision: what to do with the model.
        who: the e-mail address under which the person commits the file.
        when: the day.
        why: the reason, in at least twenty characters.
        decision_sha256: of the decision that it overrides, of `reports/decision.json` as it was
            read.
        looked_at: ids of the rows that the person looked at.
    """

    decision: Literal[Outcome.PROMOTE, Outcome.REJECT]
    who: Annotated[str, Field(min_length=3)]
    when: date
    why: Annotated[str, Field(min_length=20)]
    decision_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    looked_at: Annotated[tuple[str, ...], Field(min_length=1)]
