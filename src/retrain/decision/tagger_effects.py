"""What each tagger did to its model's answers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrain.decision.evidence import Flags, Holdout, ModelAnswers
from retrain.decision.regression_tests import exact_mcnemar, holm
from retrain.ml_configuration.comparison_document import Model, RuleEffect

ALPHA = 0.05
NETWORK = "network"


def rule_effects(holdout: Holdout) -> tuple[RuleEffect, ...]:
    """The effect of every rule that decided a row, the retrained model's first.

    A rule fixes a row where the network alone would have been wrong, and breaks one where it would
    have been right.
    """
    answers = {Model.RETRAINED: holdout.retrained, Model.LEGACY: holdout.legacy}
    decided = [
        (model, str(rule), *_effect(given, given.source == rule, holdout.truth))
        for model, given in answers.items()
        if given is not None
        for rule in np.unique(given.source[given.source != NETWORK].astype(str))
    ]
    adjusted = holm(np.array([p_value for *_, p_value in decided]))
    return tuple(
        RuleEffect(
            model=model, rule=rule, rows=rows, fixed=fixed, broken=broken, p_value=p_value, hurts=bool(p_value <= ALPHA)
        )
        for (model, rule, rows, fixed, broken, _), p_value in zip(decided, adjusted.tolist(), strict=True)
    )


def _effect(given: ModelAnswers, mine: Flags, truth: NDArray[Any]) -> tuple[int, int, int, float]:
    before = np.equal(given.network, truth).astype(bool)[mine]
    after = given.right(truth)[mine]
    fixed, broken = int((after & ~before).sum()), int((before & ~after).sum())
    return int(mine.sum()), fixed, broken, exact_mcnemar(broken, fixed)
