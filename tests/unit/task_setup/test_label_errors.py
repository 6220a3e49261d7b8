"""Label errors are found among near-duplicates, and among rows that a model of the same task contradicts."""

import pandas as pd
import pytest

from retrain.configuration import validate
from retrain.ml_configuration import Split, Task, paths
from retrain.task_setup import label_errors
from retrain.task_setup.label_errors import duplicate_groups, likely_label_errors
from retrain.workspace.csv_tables import read_table

COLUMNS = [
    {"name": "id", "role": "id"},
    {"name": "colour", "role": "category"},
    {"name": "size", "role": "category"},
    {"name": "label", "role": "label"},
]
TASK = Task.model_validate({"name": "things", "prediction": "multiclass", "columns": COLUMNS})
ROWS = pd.DataFrame(
    [
        ("1", "red", "big", "x"),
        ("2", "Red", "big", "x"),
        ("3", "red", "BIG", "y"),
        ("4", "red", "small", "x"),
        ("5", "red", "small", ""),
        ("6", "redbig", "", "y"),
    ],
    columns=["id", "colour", "size", "label"],
)


def refuse(*_arguments):
    pytest.fail("this is not needed here")


def test_rows_without_text_are_duplicates_where_all_features_are_equal(monkeypatch):
    monkeypatch.setattr(label_errors, "near_duplicate_groups", refuse)
    groups, contradicting = duplicate_groups(ROWS, TASK)
    assert groups[["alike", "labels", "rows"]].to_numpy().tolist() == [["1, 2, 3", 2, 3]]
    assert contradicting[["row", "label", "usual"]].to_numpy().tolist() == [["3", "y", "x"]]


def test_without_labelled_rows_there_are_no_groups():
    groups, contradicting = duplicate_groups(ROWS.assign(label=""), TASK)
    assert (len(groups), len(contradicting)) == (0, 0)


def test_a_model_of_another_task_contradicts_nothing_and_no_row_is_hashed(workplace, tiny_values, monkeypatch):
    monkeypatch.setattr(label_errors, "TrainingFingerprints", refuse)
    task = validate(tiny_values).task.model_copy(update={"name": "another"})
    rows = read_table(paths.split_file(Split.VALIDATION))
    assert likely_label_errors(rows, rows, task).empty
