"""The macro F1 that chooses the epoch is that of `retrain.metrics`, in float32."""

import numpy as np
import torch
from sklearn.metrics import confusion_matrix

from retrain import metrics
from retrain.pytorch.lightning_module import macro_f1


def test_it_is_that_of_the_counts():
    draws = np.random.default_rng(1)
    truth, prediction = draws.integers(0, 4, 200), draws.integers(0, 6, 200)
    counts = torch.tensor(confusion_matrix(truth, prediction, labels=range(6)))
    expected = float(metrics.macro_f1(*metrics.count_labels(truth, prediction, 6)))
    assert abs(float(macro_f1(counts)) - expected) < 1e-6


def test_it_is_zero_where_nothing_was_counted():
    assert float(macro_f1(torch.zeros(3, 3, dtype=torch.long))) == 0.0
