"""The court: compares the retrained model with the legacy model on evidence, and decides.

A brick: it may import `retrain.ml_configuration`, numpy, scipy and pydantic. It takes and returns values.
"""

from retrain.decision.comparison import compare
from retrain.decision.estimate import Estimate, Method, PairedEstimate, Resampling
from retrain.decision.evidence import Evidence, Holdout, Looks, ModelAnswers, ModelIdentity, as_declared
from retrain.decision.flips import Change, Flip, flips
from retrain.decision.judge import judge, policy_digest
from retrain.decision.macro_f1 import bootstrap_macro_f1, delta_macro_f1, macro_f1, swap_test
from retrain.decision.means import accuracy, mean_cost, severity_cost, severity_of_mistakes
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.power import detectable_difference, detectable_drop, needed_rows
from retrain.decision.regressions import holm, label_regressions, mcnemar_test, slice_regressions
from retrain.decision.severity import costs_of

__all__ = [
    "Change",
    "Estimate",
    "Evidence",
    "Flip",
    "Holdout",
    "Looks",
    "Method",
    "ModelAnswers",
    "ModelIdentity",
    "PairedCounts",
    "PairedEstimate",
    "Resampling",
    "accuracy",
    "as_declared",
    "bootstrap_macro_f1",
    "compare",
    "costs_of",
    "delta_macro_f1",
    "detectable_difference",
    "detectable_drop",
    "flips",
    "holm",
    "judge",
    "label_regressions",
    "macro_f1",
    "mcnemar_test",
    "mean_cost",
    "needed_rows",
    "policy_digest",
    "severity_cost",
    "severity_of_mistakes",
    "slice_regressions",
    "swap_test",
]
