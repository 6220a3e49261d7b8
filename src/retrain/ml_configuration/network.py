"""The configuration of the network."""

from retrain.ml_configuration.base import OptionsModel
from retrain.ml_configuration.enums import NetworkKind


class Network(OptionsModel):
    """A network by name; the other keys are options of its class in `retrain.pytorch`."""

    name: NetworkKind
