"""The effect of tagger rules on the predictions of their model."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrain.decision.evidence import Flags, Holdout, ModelPredictions
from retrain.decision.regression_tests import exact_mcnemar, holm
from retrain.ml_configuration.comparison_document import Model, RuleEffect

ALPHA = 0.05
NETWORK = "network"


def rule_effects(holdout: Holdout) -> tuple[RuleEffect, ...]:
    """The effect of every rule that decided a row, the retrained model's rules first.

    A rule fixes a row where the network alone would be wrong, and breaks one where it would be
    right.
    """
    tests = []
    for model, predicted in ((Model.RETRAINED, holdout.retrained), (Model.LEGACY, holdout.legacy)):
        if predicted is not None:
            for rule in np.unique(predicted.source[predicted.source != NETWORK].astype(str)).tolist():
                tests.append((model, rule, _counts(predicted, predicted.source == rule, holdout.truth)))
    p_values = [exact_mcnemar(counts["broken"], counts["fixed"]) for _, _, counts in tests]
    adjusted = holm(np.array(p_values)).tolist()
    return tuple(
        RuleEffect(model=model, rule=rule, **counts, p_value=p_value, hurts=p_value <= ALPHA)
        for (model, rule, counts), p_value in zip(tests, adjusted, strict=True)
    )


def _counts(predicted: ModelPredictions, decided: Flags, truth: NDArray[Any]) -> dict[str, int]:
    """The number of rows that a rule decided, fixed and broke."""
    right_without = np.equal(predicted.network, truth).astype(bool)[decided]
    right_with = predicted.right(truth)[decided]
    fixed = int((right_with & ~right_without).sum())
    return {"rows": int(decided.sum()), "fixed": fixed, "broken": int((right_without & ~right_with).sum())}
