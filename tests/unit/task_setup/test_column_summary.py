"""The summary of a task has one row a column, with gaps, examples and leaks."""

import pandas as pd

from retrain.ml_configuration import Task
from retrain.task_setup.column_summary import EXAMPLES, column_table

COLUMNS = [
    {"name": "id", "role": "id"},
    {"name": "day", "role": "time"},
    {"name": "colour", "role": "category"},
    {"name": "code", "role": "category"},
    {"name": "absent", "role": "ignore"},
    {"name": "label", "role": "label"},
]
TASK = Task.model_validate({"name": "things", "prediction": "multiclass", "columns": COLUMNS})
LABELS = [f"label {row * 7 % 13 % 4}" for row in range(400)]
RECORDS = pd.DataFrame(
    {
        "id": [str(row) for row in range(400)],
        "day": [f"2024-01-{row % 28 + 1:02d}" for row in range(400)],
        "colour": ["", "red", "red", "blue"] * 100,
        "code": [f"code of {label}" for label in LABELS],
        "label": LABELS,
    }
)


def test_columns_that_the_records_have_are_described():
    table = column_table(RECORDS, TASK).set_index("column")
    assert list(table.index) == ["id", "day", "colour", "code", "label"]
    assert table.loc["day", EXAMPLES] == "2024-01-01 .. 2024-01-28"
    assert table.loc["colour", ["missing", "distinct", EXAMPLES]].tolist() == ["25.0%", 2, "red"]


def test_a_column_that_determines_the_label_is_noted_as_a_leak():
    notes = column_table(RECORDS, TASK).set_index("column")["note"]
    assert notes[notes != ""].to_dict() == {"code": "LEAK: it determines the label"}
