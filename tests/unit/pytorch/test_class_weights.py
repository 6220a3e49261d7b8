"""Rare labels count for more, as scikit-learn weighs them."""

import numpy as np
import pytest
from in_memory import InMemory
from scipy.sparse import csr_matrix
from sklearn.utils.class_weight import compute_class_weight
from training_specs import training_spec

from retrain.inference import logits
from retrain.ml_configuration.enums import ClassWeights
from retrain.ml_configuration.network import Network
from retrain.pytorch import FeatureDataset, train
from retrain.pytorch.class_weights import class_weights

PLAIN = Network(name="linear", dropout=0.0)
LABELS = np.array([0] * 6 + [1] * 2 + [2])


def test_balanced_weights_are_those_of_scikit_learn_and_sqrt_their_roots():
    expected = compute_class_weight("balanced", classes=np.arange(3), y=LABELS)
    assert class_weights(ClassWeights.BALANCED, LABELS, 3).tolist() == pytest.approx(expected.tolist())
    assert class_weights(ClassWeights.SQRT, LABELS, 3).tolist() == pytest.approx(np.sqrt(expected).tolist())
    assert class_weights(ClassWeights.NONE, LABELS, 3) is None


def test_with_balanced_weights_a_rare_label_is_predicted_more_often():
    draws = np.random.default_rng(1)
    labels = (draws.random(400) < 0.1).astype(np.int64)
    dense = (labels[:, None] + draws.normal(size=(400, 1))).astype(np.float32)
    rows = FeatureDataset(csr_matrix((400, 0), dtype=np.float32), dense, labels)
    predicted = {}
    for weights in ClassWeights:
        changes = {"epochs": 5, "learning_rate": 0.1, "loss": "cross_entropy", "class_weights": weights}
        spec = training_spec(PLAIN, labels=2, **changes)
        tensors = train(rows, rows, spec, InMemory()).tensors
        predicted[weights] = logits("linear", tensors, rows.sparse, dense).argmax(axis=1).sum()
    assert predicted[ClassWeights.NONE] < predicted[ClassWeights.SQRT] < predicted[ClassWeights.BALANCED]
