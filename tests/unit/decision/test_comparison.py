"""The aggregates of the recent holdout equal those of scikit-learn and of their definitions."""

import json
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from retrain.decision import compare
from retrain.ml_configuration.comparison_document import Comparison, Model
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.task import Severity

LABELS = ("ant", "bee", "cat", "dog", "elk")


@pytest.fixture
def compared(evidence, identity):
    """A function: recent rows, and the labels of both models -> the comparison."""

    def of(rows, labels=LABELS, **changes):
        models = {"retrained": identity(labels=labels), "legacy": identity("old", labels=labels)}
        if rows.legacy is None:
            models["legacy"] = None
        return compare(evidence(holdouts={Split.RECENT: rows}, **{**models, **changes}))

    return of


def test_the_scores_of_each_label_equal_sklearn(holdout, compared):
    rows = holdout(0.6, 0.8)
    result = compared(rows)
    for name in ("legacy", "retrained"):
        expected = precision_recall_fscore_support(
            rows.truth, getattr(rows, name).prediction, labels=LABELS, zero_division=0
        )
        for field, values in zip(("precision", "recall", "f1"), expected, strict=False):
            assert [getattr(label, f"{name}_{field}") for label in result.per_label] == pytest.approx(values, abs=1e-6)
    assert [label.support for label in result.per_label] == expected[3].tolist()


def test_the_confusions_equal_sklearn(holdout, compared):
    rows = holdout(0.6, 0.8)
    confusion = compared(rows).confusion
    assert np.array_equal(confusion.legacy, confusion_matrix(rows.truth, rows.legacy.prediction, labels=LABELS))
    assert np.array_equal(confusion.retrained, confusion_matrix(rows.truth, rows.retrained.prediction, labels=LABELS))


def test_the_intervals_hold_the_scores_and_the_difference(holdout, compared):
    result = compared(holdout(0.6, 0.8))
    for pair in (result.accuracy, result.macro_f1):
        assert pair.legacy_interval[0] < pair.legacy < pair.legacy_interval[1] < pair.retrained_interval[0]
        assert pair.delta_interval[0] < pair.delta < pair.delta_interval[1]
        assert pair.delta == pytest.approx(pair.retrained - pair.legacy, abs=2e-6)


def test_flips_are_counted_by_who_is_right(held_out, compared):
    truth, legacy, retrained = (np.array(list(text), dtype=object) for text in ("aaaaaa", "aaabbb", "aabaab"))
    flips = compared(held_out(truth, legacy, retrained), ("a", "b")).flips
    assert flips.model_dump() == {"fixed": 2, "broken": 1, "both_wrong": 1, "both_right": 2}


def test_without_a_legacy_model_its_fields_are_none(holdout, compared):
    parsed = json.loads(compared(holdout(legacy=None)).to_json())
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


def test_a_label_that_was_not_listed_gets_its_own_line(holdout, compared):
    assert compared(holdout(), ("cat",)).labels == ("cat", "ant", "bee", "dog")


def test_no_rows_compare_to_zeros(holdout, compared):
    result = compared(holdout(rows=0))
    assert (result.rows, result.macro_f1.delta, result.accuracy.retrained_interval) == (0, 0, (0, 0))


def test_the_comparison_reads_back_from_its_json(holdout, compared):
    result = compared(holdout())
    assert Comparison.model_validate_json(result.to_json()) == result
    assert result.to_json().endswith("}\n")


def test_slices_are_sorted_by_loss_and_months_by_time(held_out, compared):
    truth, legacy, retrained = (np.array(list(text), dtype=object) for text in ("aaaaaa", "aaabbb", "bbabaa"))
    rows = held_out(truth, legacy, retrained)
    parts = np.array(["x", "x", "y", "y", "z", "z"], dtype=object)
    result = compared(replace(rows, slices={"channel": parts}, months=parts), ("a", "b"))
    assert [(one.name, one.rows, one.legacy, one.retrained) for one in result.slices] == [
        ("channel=x", 2, 1.0, 0.0),
        ("channel=y", 2, 0.5, 0.5),
        ("channel=z", 2, 0.0, 1.0),
    ]
    assert [one.name for one in result.months] == ["month=x", "month=y", "month=z"]
    assert result.slices[0].p_value == 0.75


def test_mistakes_are_counted_by_their_cost(held_out, compared):
    truth, legacy, retrained = (np.array(list(text), dtype=object) for text in ("aaab", "bbca", "aaca"))
    severity = Severity(taxonomy={"a": ("top", "left"), "b": ("top", "left"), "c": ("other", "right")})
    mistakes = compared(held_out(truth, legacy, retrained), ("a", "b", "c"), severity=severity).mistakes
    assert [(one.cost, one.legacy, one.retrained) for one in mistakes] == [(0.333333, 3, 1), (1.0, 1, 1)]


def test_precision_and_recall_equal_their_definition_at_every_threshold(held_out, compared):
    truth, legacy, retrained = (np.array(list(text), dtype=object) for text in ("yynn", "yyyy", "ynny"))
    rows = held_out(truth, legacy, retrained)
    sure = replace(rows.retrained, confidence=np.array([0.9, 0.6, 0.8, 0.7]))
    found = compared(replace(rows, retrained=sure), ("y", "n"), positive="y").detection[Model.RETRAINED]
    points = [(one.threshold, one.precision, one.recall) for one in found]
    assert points == [(0.9, 1.0, 0.5), (0.7, 0.5, 0.5), (0.4, 0.666667, 1.0), (0.2, 0.5, 1.0)]
    assert compared(rows, ("y", "n")).detection == {}
