"""On equally good models, simulated many times, each test finds the retrained one better as often as alpha, or less.

Rows come in groups of which some are hard for one of the models, so that its mistakes come in groups too.
"""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from retrain.decision import PairedCounts, Resampling, accuracy
from retrain.decision.f1_scores import bootstrap_macro_f1, delta_macro_f1, swap_test
from retrain.decision.paired_means import mean_cost, severity_cost, severity_of_mistakes
from retrain.decision.regression_tests import mcnemar_test, slice_regressions
from retrain.decision.severity import cost_matrix
from retrain.ml_configuration.task import Severity

WORLDS, ALPHA = 400, 0.05
GROUPS, EACH = 60, 6
LABELS = ("ant", "bee", "cat", "dog")
COSTS = cost_matrix(LABELS, Severity(taxonomy={"ant": ("insect",), "bee": ("insect",), "cat": (), "dog": ()}))
SMALLEST, LARGEST = stats.binom.ppf([0.001, 0.999], WORLDS, ALPHA) / WORLDS


@cache
def worlds(kind):
    """Counts of equally good models, and the same rows' groups and correct predictions, (worlds,)."""
    generator = np.random.default_rng(17)
    return [_world(generator, kind) for _ in range(WORLDS)]


def _world(generator, kind):
    groups = np.repeat(np.arange(GROUPS), EACH) if kind != "independent" else None
    truth = generator.integers(0, len(LABELS), GROUPS * EACH)
    predictions = []
    for _ in range(2):
        hard = np.repeat(generator.random(GROUPS) < 0.3, EACH)
        right = generator.random(len(truth)) < (0.75 if groups is None else np.where(hard, 0.3, 0.9))
        predictions.append(np.where(right, truth, (truth + generator.integers(1, 4, len(truth))) % 4))
    used_groups = None if kind == "ignored" else groups
    counts = PairedCounts.of(*np.array(LABELS, dtype=object)[np.stack((truth, *predictions))], LABELS, used_groups)
    return counts, used_groups, [predicted == truth for predicted in predictions]


def _brier(_counts, groups, right):
    before, after = (1.0 - one for one in right)
    return mean_cost(before, after, groups).delta.p_value()


TESTS = {
    "delta": lambda counts, *_: delta_macro_f1(counts).delta.p_value(),
    "bootstrap": lambda counts, *_: 1 - (bootstrap_macro_f1(counts, Resampling(199, 0)).delta.lower(ALPHA) > 0),
    "accuracy": lambda counts, *_: accuracy(counts).delta.p_value(),
    "severity": lambda counts, *_: severity_cost(counts, COSTS).delta.p_value(),
    "mistakes": lambda counts, *_: severity_of_mistakes(counts, COSTS).delta.p_value(),
    "cost": _brier,
    "swap": lambda counts, *_: swap_test(counts, Resampling(99, 0)),
}
EXACT = {
    "mcnemar": lambda counts, *_: mcnemar_test(counts),
    "slices": lambda counts, groups, right: min(
        one.adjusted
        for one in slice_regressions(*right, {"half": np.arange(counts.rows) // (counts.rows // 2)}, groups)
    ),
}


def share(test, kind):
    return np.mean([test(*world) <= ALPHA for world in worlds(kind)])


@pytest.mark.parametrize("kind", ["independent", "grouped"])
@pytest.mark.parametrize("name", TESTS)
def test_equally_good_models_are_found_different_as_often_as_alpha(name, kind):
    assert SMALLEST <= share(TESTS[name], kind) <= LARGEST


@pytest.mark.parametrize("kind", ["independent", "grouped"])
@pytest.mark.parametrize("name", EXACT)
def test_exact_tests_err_at_most_as_often_as_alpha(name, kind):
    assert 0 < share(EXACT[name], kind) <= LARGEST


@pytest.mark.parametrize("name", ["delta", "bootstrap", "accuracy", "severity", "swap"])
def test_ignoring_the_groups_errs_more_often(name):
    assert share(TESTS[name], "ignored") > LARGEST
