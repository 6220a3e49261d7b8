"""The configuration of the adapters, which turn raw records into the records of the task."""

from retrain.ml_configuration.base import FrozenModel, OptionsModel
from retrain.ml_configuration.enums import AdapterKind


class AdapterStep(OptionsModel):
    """One adapter with its options."""

    kind: AdapterKind


class Adapters(FrozenModel):
    """The adapters, in the order in which they run."""

    name: str
    steps: tuple[AdapterStep, ...] = ()
