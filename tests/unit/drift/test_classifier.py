import numpy as np
import pandas as pd
import pytest

from retrain.drift import classifier as classifier_module
from retrain.drift.classifier import Separation, two_sample_classifier


def test_words_that_no_single_column_shows_are_seen(invented, letters):
    then, since = invented(1), invented(2)
    replaced = since.assign(text=since["text"].str.replace("bill", "invoice").str.replace("flat", "house"))
    assert two_sample_classifier(then, replaced, letters).p_value < 1e-6
    assert two_sample_classifier(then, replaced, letters).auc > 0.75


@pytest.mark.parametrize("column", ["channel", "amount", "scan"])
def test_a_change_of_any_feature_is_seen(invented, letters, changes, column):
    assert two_sample_classifier(invented(1), changes[column](invented(2)), letters).p_value < 0.02


def test_the_label_is_no_feature(invented, letters):
    then, since = invented(1), invented(2)
    told = since.assign(label="solar")
    assert two_sample_classifier(then, told, letters) == two_sample_classifier(then, since, letters)


def test_without_drift_it_guesses_and_errs_as_seldom_as_alpha_says(invented, letters):
    found = [two_sample_classifier(invented(seed, 80), invented(seed + 1000, 60), letters) for seed in range(80)]
    assert np.mean([each.auc for each in found]) == pytest.approx(0.5, abs=0.02)
    assert np.mean([each.p_value <= 0.1 for each in found]) <= 0.1 + 3 * np.sqrt(0.1 * 0.9 / len(found))


def test_rows_that_are_all_alike_cannot_be_told_apart(invented, letters):
    same = pd.concat([invented(1, 1)] * 60)
    found = two_sample_classifier(same, same, letters)
    assert found == Separation(0.5, 1.0)


@pytest.mark.parametrize("column", ["channel", "amount"])
def test_one_feature_is_enough(invented, letters, changes, column):
    alone = letters.model_copy(update={"columns": [one for one in letters.columns if one.name == column]})
    assert two_sample_classifier(invented(1), changes[column](invented(2)), alone).p_value < 0.02


def test_a_long_sample_is_cut_at_random(invented, letters, monkeypatch):
    monkeypatch.setattr(classifier_module, "MOST_ROWS", 100)
    then = pd.concat([invented(1, 150).assign(channel="app"), invented(2, 150)])
    since = invented(3, 100).assign(channel="app")
    assert 0.5 < two_sample_classifier(then, since, letters).auc < 0.95
