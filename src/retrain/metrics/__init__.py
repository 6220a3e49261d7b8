"""Classification metrics: F1, accuracy, precision, recall and reliability.

A leaf below the bricks: it may import `retrain.ml_configuration` and numpy.
"""

from retrain.metrics.f1 import count_labels, label_f1, macro_f1, safe_divide
from retrain.metrics.probabilities import average_precision, precision_recall_points, reliability_bins
from retrain.metrics.scores import Labels, classification_scores, f1_by_label, positive_class_scores

__all__ = [
    "Labels",
    "average_precision",
    "classification_scores",
    "count_labels",
    "f1_by_label",
    "label_f1",
    "macro_f1",
    "positive_class_scores",
    "precision_recall_points",
    "reliability_bins",
    "safe_divide",
]
