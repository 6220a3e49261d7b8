"""Small networks and the options to train them within a second."""

from in_memory import InMemory

from retrain.ml_configuration.recipe import Network
from retrain.ml_configuration.training import Training
from retrain.pytorch import TrainingResult, TrainingSpec, train

LINEAR = Network(name="linear", dropout=0.2)
WIDE = Network(name="wide", dropout=0.2, hidden=8)
OPTIONS = {
    "name": "test",
    "seed": 7,
    "epochs": 6,
    "patience": 6,
    "batch_size": 32,
    "learning_rate": 0.05,
    "weight_decay": 0.0,
    "loss": "squared_hinge",
    "threads": 1,
    "workers": 0,
    "devices": 1,
    "strategy": "auto",
    "limit_batches": None,
    "overfit_batches": None,
    "profile": False,
    "audit_key": "a-key-for-tests",
}


def training_spec(network: Network = LINEAR, labels: int = 3, **changes) -> TrainingSpec:
    return TrainingSpec(labels, network, Training(**{**OPTIONS, **changes}))


def fit(rows, network: Network = LINEAR, **changes) -> TrainingResult:
    return train(*rows, training_spec(network, **changes), InMemory())
