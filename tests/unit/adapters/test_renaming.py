"""Columns and labels get the task's names, and no column is lost or overwritten."""

import pytest
from pydantic import ValidationError

from retrain.adapters.renaming import MapLabels, RenameColumns
from retrain.ml_configuration.errors import InputError


def test_labels_that_the_mapping_does_not_name_stay():
    records = {"label": ["A", "b", ""], "text": ["x", "y", "z"]}
    adapted = MapLabels(column="label", mapping={"A": "a"}).adapt(records)
    assert adapted["label"] == ["a", "b", ""]
    assert records["label"] == ["A", "b", ""]


def test_renaming_keeps_order_and_cells_and_can_swap():
    records = {"a": ["1"], "b": ["2"], "c": ["3"]}
    adapted = RenameColumns(columns={"a": "b", "b": "a"}).adapt(records)
    assert list(adapted.items()) == [("b", ["1"]), ("a", ["2"]), ("c", ["3"])]
    assert list(records) == ["a", "b", "c"]


def test_a_new_name_that_is_taken_is_refused():
    with pytest.raises(InputError, match="already have a column 'b'"):
        RenameColumns(columns={"a": "b"}).adapt({"a": ["1"], "b": ["2"]})


def test_two_columns_cannot_get_one_name():
    with pytest.raises(ValidationError, match="same new name"):
        RenameColumns(columns={"a": "x", "b": "x"})
