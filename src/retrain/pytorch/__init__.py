"""Networks and their training.

May import `retrain.ml_configuration`, torch, Lightning and DVCLive, which no other part does; knows
no other brick.
"""

from retrain.pytorch.checkpoint import arithmetic
from retrain.pytorch.dataset import Rows
from retrain.pytorch.networks import predict
from retrain.pytorch.trainer import Setting, Trained, train

__all__ = ["Rows", "Setting", "Trained", "arithmetic", "predict", "train"]
