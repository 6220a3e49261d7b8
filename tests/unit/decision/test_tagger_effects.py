"""A tagger rule that breaks more predictions than it fixes is named."""

import numpy as np
from altered_holdouts import altered

from retrain.decision import decide
from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import Verdict


def test_a_rule_that_hurts_is_named_and_one_that_helps_is_not(policy, evidence, holdout):
    rows = holdout(0.7, 0.9, seed=2)
    source = np.where(np.arange(1000) < 100, "bad", np.where(np.arange(1000) < 200, "good", "network")).astype(object)
    prediction, network = rows.retrained.prediction.copy(), rows.retrained.prediction.copy()
    prediction[:100], network[:100] = "yak", rows.truth[:100]
    prediction[100:200], network[100:200] = rows.truth[100:200], "yak"
    ruled = altered(rows, source=source, prediction=prediction, network=network)
    reason = decide(policy(), evidence(recent=ruled)).reasons[0]
    assert (reason.code, reason.verdict) == (Code.RULES_HURT, Verdict.FAIL)
    assert reason.detail == {"hurting": ["retrained/bad (-100, +0)"]}
