"""A column drifts where its test says so, with at most one false alarm in twenty runs without drift."""

import numpy as np
import pytest

from retrain.drift import Samples, compare_samples, drift_not_measured
from retrain.ml_configuration.drift_document import Drift, LeftOut, NotCompared


def drifted(drift):
    return {each.column for each in drift.columns if each.drifted}


def reports_drift(drift):
    return bool(drifted(drift)) or drift.classifier.drifted


def test_without_drift_one_world_in_twenty_is_reported_to_drift(invented, letters):
    worlds = 60
    reported = [
        reports_drift(compare_samples(Samples(invented(seed, 70), invented(seed + 500, 90)), letters))
        for seed in range(worlds)
    ]
    assert np.mean(reported) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / worlds)


@pytest.mark.parametrize("column", ["channel", "amount", "scan", "text", "label"])
def test_each_kind_of_drift_is_seen_in_its_column_alone(invented, letters, changes, column):
    drift = compare_samples(Samples(invented(1), changes[column](invented(2))), letters)
    assert drifted(drift) == {column}
    assert f"1 of 5 columns drifted since the legacy model was trained ({column})" in drift.summary


def test_the_columns_stand_in_the_tasks_order_without_the_id(invented, letters):
    drift = compare_samples(Samples(invented(1), invented(2)), letters)
    assert [each.column for each in drift.columns] == ["channel", "amount", "scan", "text", "label"]
    assert [each.role.value for each in drift.columns] == ["category", "number", "image", "text", "label"]


def test_a_summary_says_that_nothing_drifted(invented, letters):
    drift = compare_samples(Samples(invented(1), invented(2)), letters)
    assert drift.summary.startswith("No column drifted since the legacy model was trained, and a classifier does not")
    assert drift.not_compared is None


def test_p_values_are_adjusted_for_all_tests_together(invented, letters):
    drift = compare_samples(Samples(invented(1), invented(2)), letters)
    tests = sorted([*drift.columns, drift.classifier], key=lambda each: each.p_value)
    stepped = [each.p_value * len(tests) / rank for rank, each in enumerate(tests, 1)]
    expected = [min(1, *stepped[place:], 1) for place in range(len(tests))]
    assert [each.adjusted for each in tests] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("reference", "current"), [(49, 200), (200, 49), (0, 200)])
def test_too_few_rows_are_not_compared(invented, letters, reference, current):
    drift = compare_samples(Samples(invented(1, reference), invented(2, current)), letters)
    assert (drift.not_compared, drift.columns, drift.classifier) == (NotCompared.TOO_FEW_ROWS, (), None)
    assert (drift.rows.then, drift.rows.since) == (reference, current)


def test_rows_in_neither_sample_are_counted(invented, letters):
    drift = compare_samples(Samples(invented(1), invented(2), {LeftOut.FURTHER_OF_GROUP: 7}), letters)
    assert drift.left_out == {LeftOut.FURTHER_OF_GROUP: 7}


@pytest.mark.parametrize("reason", NotCompared)
def test_every_reason_has_its_sentence(reason):
    assert drift_not_measured(reason).summary == reason.words
    assert len({one.words for one in NotCompared}) == len(NotCompared)


def test_the_bytes_are_the_same_twice_and_read_back(invented, letters):
    first, again = (compare_samples(Samples(invented(1), invented(2)), letters) for _ in range(2))
    assert first.to_json() == again.to_json()
    assert Drift.model_validate_json(first.to_json()) == first
    assert not [cell for cell in invented(1)["text"] if cell in first.to_json()]


def test_every_row_of_each_sample_is_counted_under_its_label(invented, letters):
    samples = Samples(invented(1), invented(2))
    labels = compare_samples(samples, letters).labels
    assert [each.label for each in labels] == sorted({*samples.reference["label"], *samples.current["label"]})
    assert {each.label: each.since for each in labels} == samples.current["label"].value_counts().to_dict()
    assert sum(each.then for each in labels) == len(samples.reference)
