"""Losses of labels and slices are tested exactly, and adjusted for their number."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from retrain.decision import PairedCounts
from retrain.decision.regression_tests import (
    RegressionKind,
    exact_mcnemar,
    holm,
    label_regressions,
    relative_negative_flips,
    slice_regressions,
)

LABELS = ("a", "b", "c")


def counts_of(truth, legacy, retrained):
    return PairedCounts.of(*(np.array(list(text), dtype=object) for text in (truth, legacy, retrained)), LABELS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_adjusts_step_by_step(p_values):
    expected, largest = {}, 0.0
    for step, place in enumerate(np.argsort(p_values, kind="stable")):
        largest = max(largest, (len(p_values) - step) * p_values[place])
        expected[place] = min(largest, 1.0)
    assert holm(np.array(p_values)).tolist() == [expected[place] for place in range(len(p_values))]


@pytest.mark.parametrize(("worse", "better"), [(0, 0), (3, 0), (7, 2), (2, 7), (40, 25)])
def test_mcnemar_is_the_binomial_test_of_what_changed(worse, better):
    expected = stats.binomtest(worse, worse + better, alternative="greater").pvalue if worse + better else 1
    assert exact_mcnemar(worse, better) == pytest.approx(expected)


def test_each_label_is_tested_for_missed_rows_and_for_rows_wrongly_given_to_it():
    found = label_regressions(counts_of("aaaaabbb", "aaaabbba", "aabbbbbb"))
    assert [(one.name, one.kind, one.worse, one.better) for one in found] == [
        ("a", RegressionKind.RECALL, 2, 0),
        ("b", RegressionKind.RECALL, 0, 1),
        ("a", RegressionKind.FALSE_POSITIVES, 0, 1),
        ("b", RegressionKind.FALSE_POSITIVES, 2, 0),
    ]
    assert [one.adjusted for one in found] == [1, 1, 1, 1]


def test_a_label_that_got_much_worse_is_found_among_many():
    truth = "a" * 30 + "b" * 30 + "c" * 30
    found = label_regressions(counts_of(truth, truth, "a" * 30 + "b" * 18 + "c" * 42))
    assert {(one.name, one.kind) for one in found if one.adjusted <= 0.05} == {
        ("b", RegressionKind.RECALL),
        ("c", RegressionKind.FALSE_POSITIVES),
    }
    assert min(one.adjusted for one in found) == pytest.approx(6 / 2**12)


def test_each_value_of_a_column_is_tested_by_its_own_rows():
    generator = np.random.default_rng(3)
    legacy, retrained = generator.random((2, 200)) < 0.7
    slices = {
        "channel": generator.choice(np.array(["mail", "portal"], dtype=object), 200),
        "year": generator.integers(2020, 2023, 200).astype(str).astype(object),
    }
    found = slice_regressions(legacy, retrained, slices, None)
    assert [one.name for one in found] == ["channel=mail", "channel=portal", "year=2020", "year=2021", "year=2022"]
    for one in found:
        column, value = one.name.split("=")
        inside = slices[column] == value
        assert one.worse == (legacy & ~retrained & inside).sum()
        assert one.better == (retrained & ~legacy & inside).sum()


def test_a_group_has_one_vote_in_each_slice_that_it_is_in():
    legacy = np.array([1, 1, 1, 0, 1, 1], dtype=bool)
    retrained = np.array([0, 0, 0, 1, 1, 0], dtype=bool)
    groups = np.array(["x", "x", "x", "x", "y", "y"], dtype=object)
    channel = np.array(["mail", "mail", "portal", "portal", "mail", "mail"], dtype=object)
    found = slice_regressions(legacy, retrained, {"channel": channel}, groups)
    assert [(one.name, one.worse, one.better) for one in found] == [("channel=mail", 2, 0), ("channel=portal", 0, 0)]


def test_negative_flips_are_relative_to_those_of_independent_models():
    counts = counts_of("a" * 10, "aaaaaaaabb", "bbaaaaaaab")
    assert relative_negative_flips(counts) == pytest.approx(0.2 / (0.8 * 0.3))


@pytest.mark.parametrize("predictions", [("aa", "aa"), ("bb", "ab")])
def test_without_correct_predictions_or_without_mistakes_there_are_no_negative_flips(predictions):
    assert relative_negative_flips(counts_of("aa", *predictions)) == 0
