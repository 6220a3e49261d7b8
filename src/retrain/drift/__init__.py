"""Drift between the rows that the legacy model was trained on and the rows since then.

A brick: it may import `retrain.ml_configuration`, numpy, pandas, scipy and scikit-learn. It takes
and returns values.
"""

from retrain.drift.comparing import Sides, compare_sides, nothing_compared

__all__ = ["Sides", "compare_sides", "nothing_compared"]
