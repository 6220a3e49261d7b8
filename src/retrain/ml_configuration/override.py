"""An expert's override of a decision."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import Outcome


class Override(FrozenModel):
    """An expert's decision instead of the policy's, as in `decisions/<digest>/override.yaml`.

    Attributes:
        decision: what to do with the model.
        who: e-mail address of the expert, who also commits the file.
        when: the day.
        why: the reason, in at least twenty characters.
        decision_sha256: SHA-256 of the `reports/decision.json` that it overrides.
        looked_at: ids of the rows that the expert has read.
    """

    decision: Literal[Outcome.PROMOTE, Outcome.REJECT]
    who: Annotated[str, Field(min_length=3)]
    when: date
    why: Annotated[str, Field(min_length=20)]
    decision_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    looked_at: Annotated[tuple[str, ...], Field(min_length=1)]
