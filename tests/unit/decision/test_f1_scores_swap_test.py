"""The swap test of macro F1 is the paired randomisation test."""

from itertools import product

import numpy as np
import pytest

from retrain.decision import PairedCounts, Resampling
from retrain.decision.f1_scores import delta_macro_f1, swap_test

LABELS = ("a", "b", "c")


def macro_of(truth, legacy, retrained):
    return delta_macro_f1(PairedCounts.of(truth, legacy, retrained, LABELS)).delta.value


def exact_p_value(truth, legacy, retrained):
    observed = macro_of(truth, legacy, retrained)
    discordant = np.flatnonzero(legacy != retrained)
    reached = 0
    for swaps in product((False, True), repeat=len(discordant)):
        swapped = np.zeros(len(truth), dtype=bool)
        swapped[discordant] = swaps
        before, after = np.where(swapped, retrained, legacy), np.where(swapped, legacy, retrained)
        reached += macro_of(truth, before, after) >= observed - 1e-12
    return reached / 2 ** len(discordant)


def test_the_p_value_is_that_of_all_possible_swaps():
    truth, legacy, retrained = (np.array(list(text), dtype=object) for text in ("aabbccaab", "abbacaaab", "aabbcabcb"))
    counts = PairedCounts.of(truth, legacy, retrained, LABELS)
    assert swap_test(counts, Resampling(9999, 3)) == pytest.approx(exact_p_value(truth, legacy, retrained), abs=0.015)


def test_models_that_agree_have_a_p_value_of_one(holdout):
    same = holdout(rows=50)
    counts = PairedCounts.of(same.truth, same.truth, same.truth, ("ant", "bee", "cat", "dog"))
    assert swap_test(counts, Resampling(99, 0)) == 1


def test_a_much_better_model_has_the_smallest_p_value_and_a_worse_one_a_large(holdout):
    assert swap_test(holdout(0.6, 0.9).paired_counts(()), Resampling(199, 0)) == 1 / 200
    assert swap_test(holdout(0.9, 0.6).paired_counts(()), Resampling(199, 0)) == 1


def test_the_p_value_is_a_function_of_the_seed(holdout):
    counts = holdout(0.8, 0.81).paired_counts(())
    first, again, other = (swap_test(counts, Resampling(499, seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_equal_models_are_shown_better_as_often_as_alpha_says(holdout):
    worlds, alpha = 300, 0.1
    p_values = [
        swap_test(holdout(rows=150, seed=seed).paired_counts(()), Resampling(99, seed)) for seed in range(worlds)
    ]
    error = 3 * np.sqrt(alpha * (1 - alpha) / worlds)
    assert np.mean(np.array(p_values) <= alpha) == pytest.approx(alpha, abs=error)
