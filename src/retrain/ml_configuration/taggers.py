"""Expert rules that decide, or change, a prediction."""

from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel, OptionsModel
from retrain.ml_configuration.enums import TaggerKind


class TaggerRule(OptionsModel):
    """One rule: where it matches, the answer is `label`.

    Attributes:
        id: the rule's name, shown as the source of the answers that it gave.
        kind: how it matches.
        label: what it answers.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    kind: TaggerKind
    label: str


class Taggers(FrozenModel):
    """The rules in order of precedence: the first that matches a record decides it."""

    name: str
    rules: tuple[TaggerRule, ...] = ()
