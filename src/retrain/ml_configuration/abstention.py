"""The configuration of abstention: when a model makes no prediction of its own."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel


class Abstention(FrozenModel):
    """How the confidence threshold, below which a model abstains, is chosen on the validation rows.

    Attributes:
        out_of_scope: the label for "none of the others", predicted where the model abstains; the
            threshold is the one with the highest macro F1.
        max_error: the threshold is the lowest one at which at most this share of the predictions is
            wrong; takes precedence where both are set.
    """

    out_of_scope: str | None = None
    max_error: Annotated[float, Field(gt=0, lt=1)] | None = None

    @model_validator(mode="after")
    def _has_a_criterion(self) -> Self:
        if self.out_of_scope is None and self.max_error is None:
            raise ValueError("abstention needs out_of_scope, a label, or max_error, a share")
        return self
