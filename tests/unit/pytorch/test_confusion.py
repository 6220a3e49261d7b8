"""Macro F1 of a confusion matrix."""

import numpy as np
import torch
from sklearn.metrics import confusion_matrix, f1_score

from retrain.pytorch.confusion import macro_f1


def test_it_is_scikit_learns_over_the_labels_that_occur():
    draws = np.random.default_rng(1)
    truth, answers = draws.integers(0, 4, 200), draws.integers(0, 6, 200)
    counts = torch.tensor(confusion_matrix(truth, answers, labels=range(6)))
    expected = f1_score(truth, answers, labels=range(4), average="macro")
    assert abs(float(macro_f1(counts)) - expected) < 1e-6


def test_it_is_zero_where_nothing_was_counted():
    assert float(macro_f1(torch.zeros(3, 3, dtype=torch.long))) == 0.0
