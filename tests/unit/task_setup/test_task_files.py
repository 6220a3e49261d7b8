"""The YAML of a new task holds each guess with its reason, and the options that its columns call for."""

import pandas as pd
import pytest
import yaml

from retrain.ml_configuration.enums import Role
from retrain.task_setup.guess_roles import Guess
from retrain.task_setup.task_files import source_yaml, task_yaml

TEXT = Guess(Role.TEXT, "words; 300 values, no gaps")
NUMBER = Guess(Role.NUMBER, "no bad cells; 99 values, no gaps", "number")
LABEL = Guess(Role.LABEL, "4 values")


def labels(count: int) -> pd.Series:
    return pd.Series([f"label {number}" for number in range(count)] * 2)


@pytest.mark.parametrize(
    ("columns", "count", "overridden"),
    [
        ({"body": TEXT}, 4, ["featurizers"]),
        ({"body": TEXT, "amount": NUMBER}, 4, []),
        ({"body": TEXT}, 31, ["featurizers", "training"]),
        ({"amount": NUMBER}, 31, ["training"]),
        ({"amount": NUMBER}, 30, []),
    ],
)
def test_texts_alone_and_many_labels_override_their_groups(columns, count, overridden):
    defaults = yaml.safe_load(task_yaml("mine", {**columns, "label": LABEL}, labels(count)))["defaults"]
    groups = [key.removeprefix("override /") for default in defaults for key in default]
    assert groups == ["source", *overridden]


def test_each_guess_is_a_line_with_its_reason():
    guesses = {"a: {b": NUMBER, "body": TEXT, "label": LABEL}
    assert task_yaml("mine", guesses, labels(4)).splitlines()[-4:] == [
        "    - {name: id, role: id}  # made from the content of the row",
        "    - {name: 'a: {b', role: number}  # no bad cells; 99 values, no gaps",
        "    - {name: body, role: text}  # words; 300 values, no gaps",
        "    - {name: label, role: label}  # 4 values",
    ]


def test_the_rarer_of_two_labels_is_the_positive_class():
    task = yaml.safe_load(task_yaml("mine", {"body": TEXT, "label": LABEL}, pd.Series(["no", "yes: 'x'", "no", ""])))
    assert (task["task"]["prediction"], task["task"]["positive"]) == ("binary", "yes: 'x'")


def test_adapter_steps_and_split_options_are_written():
    step = {"kind": "parse_number", "columns": ["amount"]}
    time = Guess(Role.TIME, "no bad cells", "date", split={"recent": {"months": 2}})
    guesses = {"amount": NUMBER._replace(adapter=step), "day": time, "label": LABEL}
    task = yaml.safe_load(task_yaml("mine", guesses, labels(4)))
    assert (task["adapters"], task["split"]) == ({"steps": [step]}, {"recent": {"months": 2}})


def test_the_source_types_its_columns_and_keeps_what_is_there():
    guesses = {"amount": NUMBER, "body": TEXT, "label": LABEL}
    source = yaml.safe_load(source_yaml("mine", "mine.csv", guesses))
    assert (source["path"], source["columns"], source["quarantine_limit"]) == ("mine.csv", {"amount": "number"}, 0.05)
    existing = "# ours\nname: mine\ncolumns: {amount: text}\n"
    assert source_yaml("mine", "mine.csv", guesses, existing) == existing
