"""The steps that turn a raw record into a prediction, and the recipe that holds them."""

from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel, OptionsModel
from retrain.ml_configuration.enums import AdapterKind, FeaturizerKind, FiltererKind, NetworkKind, TaggerKind
from retrain.ml_configuration.task import Task

BlockName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class AdapterStep(OptionsModel):
    """One adapter with its options."""

    kind: AdapterKind


class Adapters(FrozenModel):
    """The adapters, in the order in which they turn raw records into the records of the task."""

    name: str
    steps: tuple[AdapterStep, ...] = ()


class FiltererStep(OptionsModel):
    """One filterer with its options."""

    kind: FiltererKind


class Filterers(FrozenModel):
    """The filterers, in the order in which they remove records, each with a reason."""

    name: str
    steps: tuple[FiltererStep, ...] = ()


class FeaturizerBlock(OptionsModel):
    """One featurizer with its options; it reads the columns of its role and returns one array."""

    kind: FeaturizerKind


class Featurizers(FrozenModel):
    """The featurizers by name; their arrays are joined in the order of the names."""

    name: str
    blocks: Annotated[dict[BlockName, FeaturizerBlock], Field(min_length=1)]


class Network(OptionsModel):
    """A network by name; the other keys are options of its class in `retrain.pytorch`."""

    name: NetworkKind


class TaggerRule(OptionsModel):
    """An expert rule: the prediction is `label` where it matches.

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


class Recipe(FrozenModel):
    """The sections that a model folder contains: those that prediction needs, without hyperparameters."""

    task: Task
    adapters: Adapters
    taggers: Taggers
    network: Network
