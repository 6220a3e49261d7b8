"""What is kept of a trial, and where."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple, Protocol

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.search import Mutations, Scalar, Search

Watch = Callable[[int, float], bool]


class State(StrEnum):
    """How a trial ended; the names are Optuna's."""

    COMPLETE = "COMPLETE"
    FAIL = "FAIL"
    PRUNED = "PRUNED"


class Record(FrozenModel):
    """A trial that has ended.

    Attributes:
        number: from 0.
        mutations: dotted parameter -> value.
        state: how it ended.
        values: of the objectives; none unless it is complete.
        reports: (epoch, value) of the first objective, in order.
        rungs: what the pruner noted at its trial, by name.
        weights: the SHA-256 of the best epoch's tensors; empty unless it is complete.
        failure: why it failed; empty unless it did.
    """

    number: int
    mutations: dict[str, Scalar]
    state: State
    values: tuple[float, ...] = ()
    reports: tuple[tuple[int, float], ...] = ()
    rungs: dict[str, float] = Field(default_factory=dict)
    weights: str = ""
    failure: str = ""

    def scores(self, search: Search) -> dict[str, float]:
        """Objective -> value, in the search's order; empty unless it is complete."""
        return dict(zip((objective.value for objective in search.objectives), self.values, strict=False))


class Ledger(Protocol):
    """Where trials are kept, each file whole or absent."""

    def mutations(self, number: int) -> Mutations | None:
        """What a trial was asked to try; None before it was."""

    def keep_mutations(self, number: int, mutations: Mutations) -> None:
        """Keeps what a trial is asked to try."""

    def record(self, number: int) -> Record | None:
        """A trial that has ended; None before."""

    def keep_record(self, record: Record) -> None:
        """Keeps a trial that has ended."""


class Evaluated(NamedTuple):
    """What the evaluation of a trial yields: the values of the objectives, and the SHA-256 of the tensors."""

    values: tuple[float, ...]
    weights: str
