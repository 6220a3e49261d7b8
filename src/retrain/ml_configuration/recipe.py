"""What a model keeps of the configuration to answer as it was trained to."""

from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.network import Network
from retrain.ml_configuration.taggers import Taggers
from retrain.ml_configuration.task import Task


class Recipe(FrozenModel):
    """The sections that a prediction needs; how the network was trained is not among them."""

    task: Task
    adapters: Adapters
    taggers: Taggers
    network: Network
