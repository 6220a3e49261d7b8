"""The part of the configuration that a model folder contains."""

from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.network import Network
from retrain.ml_configuration.taggers import Taggers
from retrain.ml_configuration.task import Task


class Recipe(FrozenModel):
    """The sections that prediction needs; the hyperparameters of training are not among them."""

    task: Task
    adapters: Adapters
    taggers: Taggers
    network: Network
