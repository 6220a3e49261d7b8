"""What a task says of its labels: which of them changed, and how bad each mistake is."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel

Cost = Annotated[float, Field(ge=0)]


class LabelChanges(FrozenModel):
    """Differences between the legacy model's labels and today's that are wanted; any other goes to a person.

    Attributes:
        renamed: the legacy model's name -> today's.
        added: labels that the legacy model does not know; it counts as wrong on them.
        removed: labels that only the legacy model knows; their rows are left out of judging.
    """

    renamed: Mapping[str, str] = Field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _each_label_changes_once(self) -> Self:
        if clash := {*self.added, *self.renamed.values()} & {*self.removed, *self.renamed}:
            raise ValueError(f"label {min(clash)!r} is said both to go and to stay; keep one")
        return self


class Severity(FrozenModel):
    """How bad a mistake is, by a taxonomy of the labels or by a table of costs.

    Attributes:
        taxonomy: label -> its families, the widest first; a mistake within a family is a lighter
            one.
        costs: true label -> answer -> cost; what is not named costs 1.
    """

    taxonomy: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    costs: Mapping[str, Mapping[str, Cost]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if bool(self.taxonomy) == bool(self.costs):
            raise ValueError("severity needs either a taxonomy or costs")
        if free := [truth for truth, row in self.costs.items() if row.get(truth)]:
            raise ValueError(f"the right answer to {free[0]!r} costs something; leave it out")
        return self
