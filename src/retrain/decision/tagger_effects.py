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
            rules = np.unique(predicted.source[predicted.source != NETWORK].astype(str))
            for rule in rules.tolist():
                counts = _counts(predicted, predicted.source == rule, holdout.truth)
                tests.append((model, rule, *counts))
    p_values = np.array([exact_mcnemar(broken, fixed) for *_, fixed, broken in tests])
    adjusted = holm(p_values).tolist()
    return tuple(
        RuleEffect(
            model=model,
            rule=rule,
            rows=rows,
            fixed=fixed,
            broken=broken,
            p_value=p_value,
            hurts=bool(p_value <= ALPHA),
        )
        for (model, rule, rows, fixed, broken), p_value in zip(tests, adjusted, strict=True)
    )


def _counts(predicted: ModelPredictions, decided: Flags, truth: NDArray[Any]) -> tuple[int, int, int]:
    """The number of rows that a rule decided, fixed and broke."""
    right_without = np.equal(predicted.network, truth).astype(bool)[decided]
    right_with = predicted.right(truth)[decided]
    fixed = int((right_with & ~right_without).sum())
    broken = int((right_without & ~right_with).sum())
    return int(decided.sum()), fixed, broken
