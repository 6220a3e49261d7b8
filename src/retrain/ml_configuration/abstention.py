"""When a model would rather not answer."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel


class Abstention(FrozenModel):
    """How the threshold of confidence is chosen, on validation rows, below which the network abstains.

    Attributes:
        out_of_scope: the label that stands for "none of the others"; an abstained row gets it as
            its answer, and the threshold is the one with the highest macro F1.
        max_error: the threshold is the lowest at which this share of the answers, at most, is
            wrong; where both stand it chooses the threshold.
    """

    out_of_scope: str | None = None
    max_error: Annotated[float, Field(gt=0, lt=1)] | None = None

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if self.out_of_scope is None and self.max_error is None:
            raise ValueError("abstention needs out_of_scope, a label, or max_error, a share of the answers")
        return self
