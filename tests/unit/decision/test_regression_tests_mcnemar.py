"""McNemar's test counts the rows on which exactly one model is right."""

import numpy as np
import pytest
from scipy import stats

from retrain.decision import PairedCounts
from retrain.decision.regression_tests import mcnemar_test

LABELS = ("a", "b", "c", "d")


def counts_of(rows):
    truth, legacy, retrained = (np.array(column, dtype=object) for column in zip(*rows, strict=True))
    return PairedCounts.of(truth, legacy, retrained, LABELS)


def test_mcnemar_counts_only_rows_where_one_model_alone_is_right():
    rows = [("a", "b", "a")] * 8 + [("a", "a", "b")] * 2 + [("a", "a", "a")] * 30 + [("a", "b", "c")] * 5
    assert mcnemar_test(counts_of(rows)) == pytest.approx(stats.binomtest(8, 10, alternative="greater").pvalue)


def test_mcnemar_of_models_that_agree_shows_nothing():
    assert mcnemar_test(counts_of([("a", "a", "a")])) == 1
