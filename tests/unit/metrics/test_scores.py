"""Scores of predicted labels are those of their definitions, rounded to six decimals."""

import numpy as np
import pytest

from retrain.metrics import Labels, classification_scores, f1_by_label, positive_class_scores


def labels(*names: str) -> Labels:
    return np.array(names, dtype=object)


def test_macro_f1_and_accuracy_count_only_labels_that_occur_in_the_truth():
    truth, prediction = labels("a", "a", "b", "c"), labels("a", "b", "b", "d")
    assert f1_by_label(truth, prediction) == pytest.approx({"a": 2 / 3, "b": 2 / 3, "c": 0})
    assert classification_scores(truth, prediction) == {"macro_f1": 0.444444, "accuracy": 0.5}


def test_precision_recall_and_average_precision_are_those_of_the_positive_class():
    truth, prediction = labels("a", "a", "b", "b"), labels("a", "b", "a", "b")
    scores = positive_class_scores(truth, prediction, np.array([0.9, 0.4, 0.6, 0.1]), "a")
    assert scores == {"precision": 0.5, "recall": 0.5, "average_precision": 0.833333}


def test_a_positive_class_that_is_never_predicted_has_a_precision_of_zero():
    truth = labels("a", "a", "b", "b")
    assert positive_class_scores(truth, labels(*"bbbb"), np.zeros(4), "a")["precision"] == 0
