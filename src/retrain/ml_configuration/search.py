"""The configuration of a hyperparameter search, and the sections that its stage reads."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.launcher import Launcher
from retrain.ml_configuration.recipe import Network
from retrain.ml_configuration.stages import FeaturizeSections
from retrain.ml_configuration.training import Training

Scalar = bool | int | float | str
DottedKey = Annotated[str, Field(pattern=r"^(featurizers|network|training)(\.[a-z][a-z0-9_]*)+$")]
Overrides = Mapping[str, Scalar]


class Sampler(StrEnum):
    """Which of Optuna's samplers suggests the next trial."""

    CMAES = "cmaes"
    GP = "gp"
    NSGA2 = "nsga2"
    QMC = "qmc"
    RANDOM = "random"
    TPE = "tpe"


class Pruner(StrEnum):
    """Which of Optuna's pruners stops unpromising trials early."""

    HYPERBAND = "hyperband"
    MEDIAN = "median"
    NONE = "none"
    SUCCESSIVE_HALVING = "successive_halving"


class Objective(StrEnum):
    """What is maximised, on the validation rows."""

    ACCURACY = "accuracy"
    MACRO_F1 = "macro_f1"


class _Dimension(FrozenModel):
    """One parameter of the space.

    Attributes:
        when: other parameter -> the values with which this one is tried; empty for always.
    """

    when: Mapping[DottedKey, tuple[Scalar, ...]] = Field(default_factory=dict)


class _Range(_Dimension):
    low: float
    high: float
    log: bool = False

    @property
    def extremes(self) -> tuple[Scalar, ...]:
        """The values that the configuration's own classes have to accept."""
        return self.low, self.high

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"a logarithmic range starts above 0, not at {self.low}")
        return self


class FloatRange(_Range):
    """Numbers from `low` to `high`."""

    type: Literal["float"]


class IntRange(_Range):
    """Whole numbers from `low` to `high`, both included."""

    type: Literal["int"]
    low: int
    high: int


class Choice(_Dimension):
    """One of some values."""

    type: Literal["categorical"]
    choices: Annotated[tuple[Scalar, ...], Field(min_length=1)]

    @property
    def extremes(self) -> tuple[Scalar, ...]:
        """The values that the configuration's own classes have to accept."""
        return self.choices


Dimension = Annotated[FloatRange | IntRange | Choice, Field(discriminator="type")]


class Search(FrozenModel):
    """The search space, and how it is searched.

    Attributes:
        seed: of the sampler.
        trials: number of trials; a higher number extends a finished search.
        minutes: no further trial starts after so many minutes; null for no limit. Trials that run
            are finished.
        window: trials that may run in parallel. Like the seed it determines which trials are
            suggested: trial n is suggested once trials up to n - window have finished, however many
            workers there are.
        startup_trials: random trials before the sampler and the pruner use their history.
        epochs: of the longest trial, the maximum resource of Hyperband.
        objectives: one, or several for a Pareto front.
        space: dotted parameter -> its values; suggested in this order.
        enqueue: trials to start with; parameters that one leaves out are sampled.
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
    def _parameters_are_declared_before_use(self) -> Self:
        declared: set[str] = set()
        for name, dimension in self.space.items():
            later = set(dimension.when) - declared
            if later:
                rule = f"depends on {min(later)!r}, which must be declared before it"
                raise ValueError(f"space: {name!r} {rule}")
            declared.add(name)
        unknown = {name for trial in self.enqueue for name in trial} - declared
        if unknown:
            raise ValueError(f"enqueue: {min(unknown)!r} is not in the space")
        return self

    @model_validator(mode="after")
    def _several_objectives_prune_nothing(self) -> Self:
        if len(set(self.objectives)) < len(self.objectives):
            raise ValueError("objectives: one is listed twice")
        if len(self.objectives) > 1 and self.pruner is not Pruner.NONE:
            raise ValueError("pruner: with several objectives there is no value to prune by; set pruner: none")
        return self


class SearchSections(FeaturizeSections):
    """What `search` reads: the configuration to override, the search, and where its trials run."""

    network: Network
    training: Training
    search: Search
    launcher: Launcher
