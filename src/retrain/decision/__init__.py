"""The court: compares the retrained model with the legacy model on evidence, and decides.

A brick: it may import `retrain.ml_configuration`, numpy, scipy and pydantic. It takes and returns values.
"""

from retrain.decision.accuracy import accuracy, mcnemar_test
from retrain.decision.comparison import compare
from retrain.decision.estimate import Estimate, Method, PairedEstimate, Resampling
from retrain.decision.evidence import Evidence, Holdout, ModelIdentity
from retrain.decision.judge import judge, policy_digest
from retrain.decision.macro_f1 import bootstrap_macro_f1, delta_macro_f1, macro_f1, swap_test
from retrain.decision.paired_counts import PairedCounts

__all__ = [
    "Estimate",
    "Evidence",
    "Holdout",
    "Method",
    "ModelIdentity",
    "PairedCounts",
    "PairedEstimate",
    "Resampling",
    "accuracy",
    "bootstrap_macro_f1",
    "compare",
    "delta_macro_f1",
    "judge",
    "macro_f1",
    "mcnemar_test",
    "policy_digest",
    "swap_test",
]
