"""The gain is decomposed step by step, with paired intervals."""

import numpy as np
import pytest

from retrain.judge.gain import decompose_gain, format_gain

TRUTH = ["a", "a", "b", "b"]


PREDICTIONS = {"legacy": ["a", "b", "a", "b"], "refitted": ["a", "a", "a", "b"], "retrained": TRUTH}


def column(labels, times=1):
    return np.array(labels * times, dtype=object)


def predictions(times=1):
    return {model: column(labels, times) for model, labels in PREDICTIONS.items()}


def test_the_parts_of_data_and_recipe_add_up_to_the_gain():
    gain = decompose_gain(column(TRUTH), predictions(), None)
    assert gain.rows == 4
    assert gain.scores == {
        "legacy": {"macro_f1": 0.5, "accuracy": 0.5},
        "refitted": {"macro_f1": 0.733333, "accuracy": 0.75},
        "retrained": {"macro_f1": 1.0, "accuracy": 1.0},
    }
    for metric in ("macro_f1", "accuracy"):
        data, recipe, both = (gain.steps[step][metric] for step in ("data", "recipe", "both"))
        assert data.value + recipe.value == pytest.approx(both.value, abs=2e-6)
        assert both.low < both.value <= both.high
    assert decompose_gain(column(TRUTH), predictions(), None) == gain


def test_more_rows_narrow_the_intervals_and_rows_of_one_group_do_not():
    few = decompose_gain(column(TRUTH), predictions(), None).steps["data"]["accuracy"]
    many = decompose_gain(column(TRUTH, 100), predictions(100), None).steps["data"]["accuracy"]
    copies = decompose_gain(column(TRUTH, 100), predictions(100), column(["r1", "r2", "r3", "r4"], 100)).steps["data"][
        "accuracy"
    ]
    assert many.high - many.low < (few.high - few.low) / 5
    assert copies.high - copies.low >= few.high - few.low


def test_the_text_is_a_table_and_a_sentence_for_each_metric():
    lines = format_gain(decompose_gain(column(TRUTH, 100), predictions(100), None)).splitlines()
    assert [line.split()[-2:] for line in lines[1:4]] == [["0.500", "0.500"], ["0.733", "0.750"], ["1.000", "1.000"]]
    assert lines[4].startswith("Macro F1: +0.233 [+0.")
    assert lines[5].startswith("Accuracy: +0.250 [+0.")
    assert " from the data, +0.250 [+0." in lines[5]
