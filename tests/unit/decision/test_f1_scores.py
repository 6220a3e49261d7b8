"""Macro F1 and accuracy equal scikit-learn, and their errors those of resampling."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score

from retrain.decision import PairedCounts, PairedEstimate, Resampling, accuracy, macro_f1
from retrain.decision.estimate import Method
from retrain.decision.f1_scores import bootstrap_macro_f1, delta_macro_f1

LABELS = ("a", "b", "c", "d")
FEW = Resampling(draws=99, seed=1)
ROWS = st.lists(st.tuples(*(st.sampled_from(LABELS),) * 3), min_size=1, max_size=60)


def counts_of(rows):
    truth, legacy, retrained = (np.array(column, dtype=object) for column in zip(*rows, strict=True))
    return PairedCounts.of(truth, legacy, retrained, LABELS)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_macro_f1_equals_sklearn_over_the_labels_that_occur(rows):
    truth, legacy, retrained = zip(*rows, strict=True)
    estimate = delta_macro_f1(counts_of(rows))
    for measured, predicted in ((estimate.legacy, legacy), (estimate.retrained, retrained)):
        expected = f1_score(truth, predicted, labels=sorted(set(truth)), average="macro", zero_division=0)
        assert measured.value == pytest.approx(expected, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_accuracy_equals_sklearn(rows):
    truth, legacy, retrained = zip(*rows, strict=True)
    estimate = accuracy(counts_of(rows))
    assert estimate.legacy.value == pytest.approx(accuracy_score(truth, legacy))
    assert estimate.retrained.value == pytest.approx(accuracy_score(truth, retrained))
    assert isinstance(estimate, PairedEstimate)
    assert estimate.method is Method.PAIRED_MEAN


@pytest.mark.parametrize("metric", [delta_macro_f1, accuracy])
@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_swapping_the_models_negates_the_difference_and_keeps_its_error(metric, rows):
    forward = metric(counts_of(rows)).delta
    backward = metric(counts_of([(truth, after, before) for truth, before, after in rows])).delta
    assert backward.value == pytest.approx(-forward.value, abs=1e-12)
    assert backward.error == pytest.approx(forward.error, abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_swapping_the_models_swaps_and_negates_the_bounds_of_the_bootstrap(rows):
    same = counts_of([(truth, before, before) for truth, before, _ in rows])
    delta = bootstrap_macro_f1(same, FEW).delta
    assert (delta.value, delta.error, delta.interval()) == (0, 0, (0, 0))


def test_the_delta_method_agrees_with_the_bootstrap_within_a_tenth(holdout):
    counts = holdout(0.75, 0.8, rows=2000).paired_counts(())
    by_formula, by_draws = delta_macro_f1(counts), bootstrap_macro_f1(counts, Resampling(2000, 7))
    for name in ("legacy", "retrained", "delta"):
        assert getattr(by_formula, name).error == pytest.approx(getattr(by_draws, name).error, rel=0.1)
    assert by_formula.delta.interval() == pytest.approx(by_draws.delta.interval(), abs=0.005)


def test_the_error_of_the_accuracies_difference_is_the_paired_one(holdout):
    rows = holdout(0.7, 0.8)
    difference = rows.retrained.right(rows.truth).astype(float) - rows.legacy.right(rows.truth)
    measured = accuracy(rows.paired_counts(())).delta
    assert measured.value == pytest.approx(difference.mean())
    assert measured.error == pytest.approx(difference.std() / np.sqrt(len(difference)))


@pytest.mark.parametrize(("rare", "method"), [(29, Method.BOOTSTRAP), (30, Method.DELTA_METHOD)])
def test_a_label_with_fewer_than_30_rows_asks_for_the_bootstrap(rare, method):
    rows = [("a", "a", "b")] * 40 + [("b", "b", "b")] * rare
    assert macro_f1(counts_of(rows), FEW).method is method


def test_the_bootstrap_is_a_function_of_its_seed(holdout):
    counts = holdout(rows=100).paired_counts(())
    first, again, other = (bootstrap_macro_f1(counts, Resampling(99, seed)).delta.interval() for seed in (1, 1, 2))
    assert first == again != other


def test_no_rows_score_zero_without_a_warning():
    empty = np.array([], dtype=object)
    counts = PairedCounts.of(empty, empty, empty, LABELS)
    assert macro_f1(counts, FEW).delta.interval() == (0, 0)
    assert accuracy(counts).retrained.value == 0
