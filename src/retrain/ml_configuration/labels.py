"""The labels of a task: how they changed since the legacy model, and what each mistake costs."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel

Cost = Annotated[float, Field(ge=0)]


class LabelChanges(FrozenModel):
    """Intended differences between the legacy model's labels and today's; others are reviewed.

    Attributes:
        renamed: the legacy model's name -> today's.
        added: labels that the legacy model does not have; it counts as wrong on their rows.
        removed: labels that only the legacy model has; their rows are left out of the evaluation.
    """

    renamed: Mapping[str, str] = Field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _each_label_changes_once(self) -> Self:
        if clash := {*self.added, *self.renamed.values()} & {*self.removed, *self.renamed}:
            raise ValueError(f"label {min(clash)!r} is both removed and kept; keep one entry")
        return self


class Severity(FrozenModel):
    """The cost of a mistake, by a taxonomy of the labels or by a table of costs.

    Attributes:
        taxonomy: label -> its families, the widest first; a mistake within a family costs less.
        costs: true label -> predicted label -> cost; a pair without an entry costs 1.
    """

    taxonomy: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    costs: Mapping[str, Mapping[str, Cost]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _taxonomy_or_costs(self) -> Self:
        if bool(self.taxonomy) == bool(self.costs):
            raise ValueError("severity needs either a taxonomy or costs")
        if free := [truth for truth, row in self.costs.items() if row.get(truth)]:
            raise ValueError(f"predicting {free[0]!r} correctly has a cost; remove it")
        return self
