"""Drift between the rows that the legacy model was trained on and the rows since then.

A brick: it may import `retrain.ml_configuration`, numpy, pandas, scipy and scikit-learn. It takes and returns values.
"""

from retrain.drift.classifier import Separation, two_sample_classifier
from retrain.drift.comparing import Sides, compare_sides, nothing_compared
from retrain.drift.shifts import Shift, shift_of_categories, shift_of_numbers

__all__ = [
    "Separation",
    "Shift",
    "Sides",
    "compare_sides",
    "nothing_compared",
    "shift_of_categories",
    "shift_of_numbers",
    "two_sample_classifier",
]
