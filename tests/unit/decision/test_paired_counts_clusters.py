"""Every statistic treats a group of dependent rows, such as those of one customer, as one unit."""

from itertools import product

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import f1_score

from retrain.decision import PairedCounts, Resampling, accuracy
from retrain.decision.f1_scores import bootstrap_macro_f1, delta_macro_f1, swap_test
from retrain.decision.paired_means import mean_cost, severity_cost
from retrain.decision.regression_tests import label_regressions, mcnemar_test

LABELS = ("a", "b", "c", "d")
SCORES = {
    "macro_f1": delta_macro_f1,
    "accuracy": accuracy,
    "severity": lambda counts: severity_cost(counts, 1 - np.eye(len(LABELS))),
}


def columns(seed, rows, right=(0.7, 0.7)):
    """True labels, and the predictions of two models of these accuracies."""
    generator = np.random.default_rng(seed)
    truth = generator.integers(0, len(LABELS), rows)
    predictions = [np.where(generator.random(rows) < share, truth, generator.integers(0, 4, rows)) for share in right]
    return tuple(np.array(LABELS, dtype=object)[column] for column in (truth, *predictions))


def repeated(given, times):
    return tuple(np.repeat(column, times) for column in given)


def macro_difference(truth, legacy, retrained):
    legacy, retrained = (
        f1_score(truth, predicted, labels=sorted(set(truth)), average="macro", zero_division=0)
        for predicted in (legacy, retrained)
    )
    return retrained - legacy


@pytest.mark.parametrize("score", SCORES)
def test_repeating_every_row_within_its_group_adds_no_certainty(score):
    given, own = columns(1, 300), np.arange(300)
    once = SCORES[score](PairedCounts.of(*given, LABELS)).delta
    naive = SCORES[score](PairedCounts.of(*repeated(given, 4), LABELS)).delta
    grouped = SCORES[score](PairedCounts.of(*repeated(given, 4), LABELS, np.repeat(own, 4))).delta
    assert grouped.value == pytest.approx(once.value)
    assert naive.error == pytest.approx(once.error / 2)
    assert grouped.error == pytest.approx(once.error * np.sqrt(300 / 299))


def test_the_mean_of_a_cost_per_row_is_as_uncertain_as_its_groups():
    legacy, retrained = np.random.default_rng(2).random((2, 200))
    once = mean_cost(legacy, retrained, None).delta
    groups = np.repeat(np.arange(200).astype(str).astype(object), 3)
    grouped = mean_cost(np.repeat(legacy, 3), np.repeat(retrained, 3), groups).delta
    assert grouped.value == pytest.approx(once.value)
    assert grouped.error == pytest.approx(once.error * np.sqrt(200 / 199))


@pytest.mark.parametrize("score", SCORES)
def test_groups_of_one_row_each_change_nothing(score):
    given = columns(3, 100)
    alone, grouped = (PairedCounts.of(*given, LABELS, groups) for groups in (None, np.arange(100)))
    assert SCORES[score](grouped).delta.interval() == SCORES[score](alone).delta.interval()
    assert swap_test(grouped, Resampling(99, 1)) == swap_test(alone, Resampling(99, 1))


def test_the_error_of_macro_f1_is_that_of_leaving_out_one_group_at_a_time():
    given = columns(4, 900, (0.6, 0.7))
    groups = np.random.default_rng(4).integers(0, 90, 900)
    estimate = delta_macro_f1(PairedCounts.of(*given, LABELS, groups)).delta
    without = np.array([macro_difference(*(column[groups != group] for column in given)) for group in range(90)])
    assert estimate.value == pytest.approx(macro_difference(*given))
    assert estimate.error == pytest.approx(np.sqrt(89 / 90 * ((without - without.mean()) ** 2).sum()), rel=0.03)


def test_the_bootstrap_draws_whole_groups():
    given = repeated(columns(5, 300, (0.6, 0.7)), 3)
    groups = np.repeat(np.arange(300), 3)
    counts = PairedCounts.of(*given, LABELS, groups)
    drawn = bootstrap_macro_f1(counts, Resampling(800, 5)).delta
    assert drawn.error == pytest.approx(delta_macro_f1(counts).delta.error, rel=0.1)
    generator = np.random.default_rng(5)
    by_hand = []
    for _ in range(200):
        rows = (generator.integers(0, 300, 300)[:, None] * 3 + np.arange(3)).ravel()
        by_hand.append(macro_difference(*(column[rows] for column in given)))
    assert drawn.error == pytest.approx(np.std(by_hand), rel=0.15)


def test_the_swap_test_swaps_whole_groups():
    given = truth, legacy, retrained = columns(6, 40, (0.5, 0.7))
    groups = np.arange(40) % 8
    observed, reached = macro_difference(*given), 0
    for swaps in product((False, True), repeat=8):
        swapped = np.array(swaps)[groups]
        before, after = np.where(swapped, retrained, legacy), np.where(swapped, legacy, retrained)
        reached += macro_difference(truth, before, after) >= observed - 1e-12
    p_value = swap_test(PairedCounts.of(*given, LABELS, groups), Resampling(4999, 6))
    assert p_value == pytest.approx(reached / 2**8, abs=0.03)


def test_each_group_is_one_vote_and_a_group_that_breaks_even_has_none():
    gained, lost, same = ("a", "b", "a"), ("a", "a", "b"), ("a", "a", "a")
    rows = {"x": [gained] * 9, "y": [gained, gained, lost], "z": [gained, lost], "v": [lost], "w": [same] * 5}
    triples = [row for of_group in rows.values() for row in of_group]
    groups = np.array([name for name, of_group in rows.items() for _ in of_group], dtype=object)
    given = tuple(np.array(column, dtype=object) for column in zip(*triples, strict=True))
    counts = PairedCounts.of(*given, LABELS, groups)
    assert mcnemar_test(counts) == pytest.approx(stats.binomtest(2, 3, alternative="greater").pvalue)
    recall = label_regressions(counts)[0]
    assert (recall.name, recall.worse, recall.better) == ("a", 1, 2)


def test_the_rows_of_a_label_keep_their_groups():
    given, groups = columns(7, 200), np.arange(200) // 4
    kept = np.isin(given[0], ["a", "b"])
    some = PairedCounts.of(*given, LABELS, groups).with_truth_in({"a", "b"})
    again = PairedCounts.of(*(column[kept] for column in given), LABELS, groups[kept])
    assert accuracy(some).delta.interval() == pytest.approx(accuracy(again).delta.interval())
    assert mcnemar_test(some) == mcnemar_test(again)


def test_a_single_group_shows_nothing():
    counts = PairedCounts.of(*columns(8, 50, (0.1, 0.9)), LABELS, np.full(50, "all", dtype=object))
    assert accuracy(counts).delta.value > 0.5
    assert accuracy(counts).delta.lower(0.05) < -1
    assert mcnemar_test(counts) == 0.5
