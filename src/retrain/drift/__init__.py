"""Drift between the rows that the legacy model was trained on and the rows that are new since then.

May import `retrain.ml_configuration`, numpy, pandas, scipy and scikit-learn; knows no other brick.
"""

from retrain.drift.samples import Samples, compare_samples, drift_not_measured

__all__ = ["Samples", "compare_samples", "drift_not_measured"]
