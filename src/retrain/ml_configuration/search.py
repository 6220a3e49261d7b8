"""What a hyperparameter search tries, and what its stage reads."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.launcher import Launcher
from retrain.ml_configuration.network import Network
from retrain.ml_configuration.stages import FeaturizeSections
from retrain.ml_configuration.training import Training

Scalar = bool | int | float | str
DottedKey = Annotated[str, Field(pattern=r"^(featurizers|network|training)(\.[a-z][a-z0-9_]*)+$")]
Mutations = Mapping[str, Scalar]


class Sampler(StrEnum):
    """How the next trial is chosen."""

    CMAES = "cmaes"
    GP = "gp"
    NSGA2 = "nsga2"
    QMC = "qmc"
    RANDOM = "random"
    TPE = "tpe"


class Pruner(StrEnum):
    """Which trials are given up early."""

    HYPERBAND = "hyperband"
    MEDIAN = "median"
    NONE = "none"
    SUCCESSIVE_HALVING = "successive_halving"


class Objective(StrEnum):
    """What is made large, on the validation rows."""

    ACCURACY = "accuracy"
    MACRO_F1 = "macro_f1"


class _Dimension(FrozenModel):
    """One parameter of the space.

    Attributes:
        when: other parameter -> the values of it with which this one is tried; always where it is
            empty.
    """

    when: Mapping[DottedKey, tuple[Scalar, ...]] = Field(default_factory=dict)


class _Range(_Dimension):
    low: float
    high: float
    log: bool = False

    @property
    def ends(self) -> tuple[Scalar, ...]:
        """The values that the configuration's own classes have to accept."""
        return self.low, self.high

    @model_validator(mode="after")
    def _spans(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"a logarithmic range starts above 0, not at {self.low}")
        return self


class FloatRange(_Range):
    """Numbers from `low` to `high`."""

    type: Literal["float"]


class IntRange(_Range):
    """Whole numbers from `low` to `high`, both of them possible."""

    type: Literal["int"]
    low: int
    high: int


class Choice(_Dimension):
    """One of some values."""

    type: Literal["categorical"]
    choices: Annotated[tuple[Scalar, ...], Field(min_length=1)]

    @property
    def ends(self) -> tuple[Scalar, ...]:
        """The values that the configuration's own classes have to accept."""
        return self.choices


Dimension = Annotated[FloatRange | IntRange | Choice, Field(discriminator="type")]


class Search(FrozenModel):
    """The space, how it is searched, and for how long.

    Attributes:
        seed: of the sampler.
        trials: how many; more of them extend a search that has ended.
        minutes: no further trial is asked for after so many; null for no limit. Those that were
            asked for still end.
        window: trials that may run side by side. It decides which trials are asked for, as the seed
            does: each is asked for when all but so many before it have ended, however many workers
            there are.
        startup_trials: at random, before the sampler and the pruner learn from them.
        epochs: of the longest trial, where the brackets of Hyperband end.
        objectives: one, or several for the trials that no other one beats in all of them.
        space: dotted parameter -> what of it is tried, in this order.
        enqueue: trials to start with; what one leaves out is sampled.
    """

    name: str
    seed: Annotated[int, Field(ge=0, lt=2**31)]
    trials: Annotated[int, Field(ge=1, le=100_000)]
    minutes: Annotated[float, Field(gt=0)] | None
    sampler: Sampler
    pruner: Pruner
    startup_trials: Annotated[int, Field(ge=1)]
    epochs: Annotated[int, Field(ge=1)]
    window: Annotated[int, Field(ge=1)]
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    space: Annotated[Mapping[DottedKey, Dimension], Field(min_length=1)]
    enqueue: tuple[Mapping[DottedKey, Scalar], ...] = ()

    @model_validator(mode="after")
    def _names_are_known_before_they_are_used(self) -> Self:
        known: set[str] = set()
        for name, dimension in self.space.items():
            if late := set(dimension.when) - known:
                raise ValueError(f"space: {name!r} depends on {min(late)!r}, which does not stand before it")
            known.add(name)
        if unknown := {name for trial in self.enqueue for name in trial} - known:
            raise ValueError(f"enqueue: {min(unknown)!r} is not in the space")
        return self

    @model_validator(mode="after")
    def _several_objectives_prune_nothing(self) -> Self:
        if len(set(self.objectives)) < len(self.objectives):
            raise ValueError("objectives: one stands twice")
        if len(self.objectives) > 1 and self.pruner is not Pruner.NONE:
            raise ValueError("several objectives have no one value to prune by; take pruner: none")
        return self


class SearchSections(FeaturizeSections):
    """What `search` reads: what it mutates, how, and where."""

    network: Network
    training: Training
    search: Search
    launcher: Launcher
