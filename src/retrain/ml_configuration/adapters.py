"""How raw records become the records of the task."""

from retrain.ml_configuration.base import Frozen, Open
from retrain.ml_configuration.enums import AdapterKind


class AdapterStep(Open):
    """One adapter with its options."""

    kind: AdapterKind


class Adapters(Frozen):
    """The adapters, in the order in which they run."""

    name: str
    steps: tuple[AdapterStep, ...] = ()
