import json

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from retrain.decision import Holdout, compare
from retrain.ml_configuration.judgement import Comparison

LABELS = ("ant", "bee", "cat", "dog", "elk")


def test_the_scores_of_each_label_equal_sklearn(holdout):
    rows = holdout(0.6, 0.8)
    result = compare(rows, LABELS)
    for name in ("legacy", "retrained"):
        expected = precision_recall_fscore_support(rows.truth, getattr(rows, name), labels=LABELS, zero_division=0)
        for field, values in zip(("precision", "recall", "f1"), expected, strict=False):
            assert [getattr(label, f"{name}_{field}") for label in result.per_label] == pytest.approx(values, abs=1e-6)
    assert [label.support for label in result.per_label] == expected[3].tolist()


def test_the_confusions_equal_sklearn(holdout):
    rows = holdout(0.6, 0.8)
    confusion = compare(rows, LABELS).confusion
    assert np.array_equal(confusion.legacy, confusion_matrix(rows.truth, rows.legacy, labels=LABELS))
    assert np.array_equal(confusion.retrained, confusion_matrix(rows.truth, rows.retrained, labels=LABELS))


def test_the_intervals_hold_the_scores_and_the_difference(holdout):
    result = compare(holdout(0.6, 0.8), LABELS)
    for pair in (result.accuracy, result.macro_f1):
        assert pair.legacy_interval[0] < pair.legacy < pair.legacy_interval[1] < pair.retrained_interval[0]
        assert pair.delta_interval[0] < pair.delta < pair.delta_interval[1]
        assert pair.delta == pytest.approx(pair.retrained - pair.legacy, abs=2e-6)


def test_flips_are_counted_by_who_is_right():
    truth, legacy, retrained = (np.array(list(text), dtype=object) for text in ("aaaaaa", "aaabbb", "aabaab"))
    flips = compare(Holdout(truth, legacy, retrained, "d", {}), ("a", "b")).flips
    assert flips.model_dump() == {"fixed": 2, "broken": 1, "both_wrong": 1, "both_right": 2}


def test_without_a_legacy_model_its_fields_are_none(holdout):
    parsed = json.loads(compare(holdout(legacy=None), LABELS).to_json())
    assert parsed["flips"] is None
    assert parsed["confusion"]["legacy"] is None
    assert parsed["macro_f1"]["retrained"] > 0
    assert {key for key, value in parsed["macro_f1"].items() if value is None} == {
        "legacy",
        "legacy_interval",
        "delta",
        "delta_interval",
    }
    assert {label["legacy_f1"] for label in parsed["per_label"]} == {None}


def test_a_label_that_was_not_listed_gets_its_own_line(holdout):
    assert compare(holdout(), ("cat",)).labels == ("cat", "ant", "bee", "dog")


def test_no_rows_compare_to_zeros(holdout):
    result = compare(holdout(rows=0), LABELS)
    assert (result.rows, result.macro_f1.delta, result.accuracy.retrained_interval) == (0, 0, (0, 0))


def test_the_comparison_reads_back_from_its_json(holdout):
    result = compare(holdout(), LABELS)
    assert Comparison.model_validate_json(result.to_json()) == result
    assert result.to_json().endswith("}\n")
