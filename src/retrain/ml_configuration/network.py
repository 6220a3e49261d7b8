"""What is trained."""

from retrain.ml_configuration.base import OptionsModel
from retrain.ml_configuration.enums import NetworkKind


class Network(OptionsModel):
    """A network; its further keys are the options of the class under `pytorch` that the name stands for."""

    name: NetworkKind
