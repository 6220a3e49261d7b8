"""Compares the retrained with the legacy model on holdout predictions, and decides by a policy.

A brick: it may import `retrain.ml_configuration`, numpy, scipy and pydantic. It takes and returns
values.
"""

from retrain.decision.apply_policy import decide
from retrain.decision.comparison import compare
from retrain.decision.estimate import PairedEstimate, Resampling
from retrain.decision.evidence import Evidence, Holdout, HoldoutEvaluations, ModelIdentity, ModelPredictions
from retrain.decision.f1_scores import macro_f1
from retrain.decision.flips import Flip, find_flips
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.paired_means import accuracy

__all__ = [
    "Evidence",
    "Flip",
    "Holdout",
    "HoldoutEvaluations",
    "ModelIdentity",
    "ModelPredictions",
    "PairedCounts",
    "PairedEstimate",
    "Resampling",
    "accuracy",
    "compare",
    "decide",
    "find_flips",
    "macro_f1",
]
