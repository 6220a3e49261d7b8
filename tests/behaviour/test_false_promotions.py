"""In simulated worlds the default policy rarely promotes an equal or worse model, mostly a better one.

Some hundred worlds in the test, thousands with `make simulate`. A share is compared with its bound
at the upper end of its Monte-Carlo band, so that an honest policy fails here once in a thousand
times.
"""

import os

import pytest
from scipy import stats
from simulated_worlds import LEGACY, outcomes, promoted_within, worlds_with_a_false_promotion

from retrain.ml_configuration.enums import Outcome

WORLDS = int(os.environ.get("SIMULATED_WORLDS", "60"))


def at_most(share, bound, worlds=WORLDS):
    """Whether this share of worlds is consistent with a probability of `bound`."""
    print(f"{share:.4f} (at most {bound}, {worlds} worlds)")
    return share * worlds <= stats.binom.ppf(0.999, worlds, bound)


def at_least(share, bound, worlds=WORLDS):
    """Whether this share of worlds is consistent with a probability of `bound`."""
    print(f"{share:.4f} (at least {bound}, {worlds} worlds)")
    return share * worlds >= stats.binom.ppf(0.001, worlds, bound)


def test_an_equal_candidate_is_hardly_ever_promoted_and_rarely_reviewed():
    rates = outcomes(LEGACY, WORLDS * 2)
    assert at_most(rates[Outcome.PROMOTE], 0.01, WORLDS * 2)
    assert at_most(rates[Outcome.REVIEW], 0.05, WORLDS * 2)


def test_a_slightly_worse_candidate_is_hardly_ever_promoted():
    assert at_most(outcomes(LEGACY - 0.005, WORLDS * 2)[Outcome.PROMOTE], 0.02, WORLDS * 2)


def test_a_candidate_four_points_better_is_promoted():
    assert at_least(outcomes(LEGACY + 0.04, WORLDS)[Outcome.PROMOTE], 0.95)


def test_a_candidate_two_points_better_is_promoted_within_three_windows():
    assert at_least(promoted_within(3, LEGACY + 0.02, WORLDS), 0.75)


def test_a_worse_candidate_with_less_severe_mistakes_is_reviewed():
    assert at_least(outcomes(LEGACY - 0.04, WORLDS, sensible=1.0)[Outcome.REVIEW], 0.95)


@pytest.mark.parametrize("experiments", [1, 30])
def test_fifty_equal_candidates_on_one_seal_hardly_ever_promote(experiments):
    worlds = max(WORLDS // 20, 3)
    assert at_most(worlds_with_a_false_promotion(worlds, 50, experiments), 0.1, worlds)
