"""The configuration of the taggers: expert rules that decide a prediction."""

from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel, OptionsModel
from retrain.ml_configuration.enums import TaggerKind


class TaggerRule(OptionsModel):
    """One rule: the prediction is `label` where it matches.

    Attributes:
        id: name of the rule, shown as the source of its predictions.
        kind: how it matches.
        label: its prediction.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    kind: TaggerKind
    label: str


class Taggers(FrozenModel):
    """The rules in order of precedence: the first that matches a record decides it."""

    name: str
    rules: tuple[TaggerRule, ...] = ()
