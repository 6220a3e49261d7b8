"""An estimate's bounds are the quantiles of its distribution or of its draws."""

import numpy as np
import pytest
from scipy import stats

from retrain.decision import Resampling
from retrain.decision import estimate as estimate_module
from retrain.decision.estimate import Estimate


def test_bounds_are_quantiles_of_the_normal_distribution_or_of_the_draws():
    normal, drawn = Estimate(0.5, 0.1), Estimate.resampled(0.5, np.arange(101) / 100)
    assert normal.lower(0.05) == pytest.approx(stats.norm(0.5, 0.1).ppf(0.05))
    assert normal.upper(0.05) == pytest.approx(stats.norm(0.5, 0.1).ppf(0.95))
    assert normal.interval() == pytest.approx(stats.norm(0.5, 0.1).interval(0.95))
    assert (drawn.lower(0.05), drawn.upper(0.1)) == pytest.approx((0.05, 0.9))


def test_few_groups_are_judged_by_students_distribution():
    estimate = Estimate.clustered(0.5, np.array([0.1, -0.3, 0.2]))
    expected = stats.t(2, loc=0.5, scale=np.sqrt(0.14 * 3 / 2))
    assert estimate.interval() == pytest.approx(expected.interval(0.95))
    assert estimate.p_value() == pytest.approx(expected.cdf(0))


@pytest.mark.parametrize(("width", "sizes"), [(1, [7]), (4, [2, 2, 2, 1]), (100, [1] * 7), (0, [7])])
def test_chunks_sum_to_the_draws_and_stay_small(monkeypatch, width, sizes):
    monkeypatch.setattr(estimate_module, "MAX_CHUNK_NUMBERS", 8)
    assert list(Resampling(7, 0).chunks(width)) == sizes
