"""The court: compares the retrained model with the legacy model on evidence, and decides.

A brick: it may import `retrain.ml_configuration`, numpy, scipy and pydantic. It takes and returns
values.
"""

from retrain.decision.apply_policy import decide
from retrain.decision.comparison import compare
from retrain.decision.estimate import PairedEstimate, Resampling
from retrain.decision.evidence import Evidence, Holdout, Looks, ModelAnswers, ModelIdentity, as_declared
from retrain.decision.flips import Flip, flips
from retrain.decision.macro_f1 import macro_f1
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.paired_means import accuracy

__all__ = [
    "Evidence",
    "Flip",
    "Holdout",
    "Looks",
    "ModelAnswers",
    "ModelIdentity",
    "PairedCounts",
    "PairedEstimate",
    "Resampling",
    "accuracy",
    "as_declared",
    "compare",
    "decide",
    "flips",
    "macro_f1",
]
