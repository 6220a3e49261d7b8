"""A classifier separates samples by any feature that differs, and only guesses where none does."""

import numpy as np
import pandas as pd
import pytest

from retrain.drift import domain_classifier
from retrain.drift.domain_classifier import ClassifierTest, classifier_two_sample_test


def test_words_that_no_single_column_shows_are_seen(invented, letters):
    reference, current = invented(1), invented(2)
    replaced = current.assign(text=current["text"].str.replace("bill", "invoice").str.replace("flat", "house"))
    assert classifier_two_sample_test(reference, replaced, letters).p_value < 1e-6
    assert classifier_two_sample_test(reference, replaced, letters).auc > 0.75


@pytest.mark.parametrize("column", ["channel", "amount", "scan"])
def test_a_change_of_any_feature_is_seen(invented, letters, changes, column):
    assert classifier_two_sample_test(invented(1), changes[column](invented(2)), letters).p_value < 0.02


def test_the_label_is_no_feature(invented, letters):
    reference, current = invented(1), invented(2)
    relabelled = current.assign(label="solar")
    assert classifier_two_sample_test(reference, relabelled, letters) == classifier_two_sample_test(
        reference, current, letters
    )


def test_without_drift_it_guesses_and_errs_as_seldom_as_alpha_says(invented, letters):
    found = [classifier_two_sample_test(invented(seed, 80), invented(seed + 1000, 60), letters) for seed in range(80)]
    assert np.mean([each.auc for each in found]) == pytest.approx(0.5, abs=0.02)
    assert np.mean([each.p_value <= 0.1 for each in found]) <= 0.1 + 3 * np.sqrt(0.1 * 0.9 / len(found))


def test_rows_that_are_all_alike_cannot_be_separated(invented, letters):
    same = pd.concat([invented(1, 1)] * 60)
    found = classifier_two_sample_test(same, same, letters)
    assert found == ClassifierTest(0.5, 1.0)


@pytest.mark.parametrize("column", ["channel", "amount"])
def test_one_feature_is_enough(invented, letters, changes, column):
    alone = letters.model_copy(update={"columns": [one for one in letters.columns if one.name == column]})
    assert classifier_two_sample_test(invented(1), changes[column](invented(2)), alone).p_value < 0.02


def test_a_long_sample_is_cut_at_random(invented, letters, monkeypatch):
    monkeypatch.setattr(domain_classifier, "MAX_ROWS", 100)
    reference = pd.concat([invented(1, 150).assign(channel="app"), invented(2, 150)])
    current = invented(3, 100).assign(channel="app")
    assert 0.5 < classifier_two_sample_test(reference, current, letters).auc < 0.95
