"""Networks and their training.

May import `retrain.ml_configuration`, torch, Lightning and DVCLive, which no other part does; knows
no other brick.
"""

from retrain.pytorch.dataset import FeatureDataset
from retrain.pytorch.environment import LIBRARIES, numeric_environment, training_fingerprint
from retrain.pytorch.networks import predict
from retrain.pytorch.trainer import TrainingResult, TrainingSpec, train

__all__ = [
    "LIBRARIES",
    "FeatureDataset",
    "TrainingResult",
    "TrainingSpec",
    "numeric_environment",
    "predict",
    "train",
    "training_fingerprint",
]
