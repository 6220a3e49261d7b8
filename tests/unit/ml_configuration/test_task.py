"""A task has consistent roles, a name that may be a file's, and finds its columns by role."""

import pytest
from pydantic import ValidationError

from retrain.ml_configuration import Role, Task


def task(*columns, name="letters"):
    listed = [{"name": column, "role": role} for column, role in columns]
    return Task.model_validate({"name": name, "prediction": "multiclass", "columns": listed})


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([("a", "text"), ("a", "label")], "column 'a' is listed twice; keep one"),
        ([("a", "text"), ("b", "label"), ("c", "label")], "only one column may have the role 'label'; .* 'ignore'"),
        ([("a", "text"), ("b", "label"), ("c", "time"), ("d", "time")], "only one column may have the role 'time'"),
        ([("a", "text"), ("b", "id")], "no column has the role 'label'; name the column to predict"),
        ([("a", "id"), ("b", "label")], "no column is a feature; give one the role text"),
        ([("a", "label")], "at least 2 items"),
        ([("", "text"), ("b", "label")], "at least 1 character"),
        ([("a", "txt"), ("b", "label")], "Input should be 'category'"),
    ],
)
def test_inconsistent_roles_are_refused(columns, message):
    with pytest.raises(ValidationError, match=message):
        task(*columns)


def test_columns_are_found_by_role():
    letters = task(("n", "number"), ("x", "text"), ("y", "text"), ("z", "ignore"), ("who", "group"), ("l", "label"))
    assert letters.label == "l"
    assert letters.features == ("n", "x", "y")
    assert letters.column_names(Role.TEXT) == ("x", "y")
    assert letters.column_name(Role.GROUP) == "who"
    assert letters.column_name(Role.TIME) is None


@pytest.mark.parametrize("name", ["Letters", "1st", "my task", "../etc", ""])
def test_a_task_name_is_a_file_name(name):
    with pytest.raises(ValidationError, match="String should match pattern"):
        task(("x", "text"), ("l", "label"), name=name)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"prediction": "binary"}, "a binary task needs its positive class"),
        ({"positive": "l"}, "only a binary task has a positive class; write `prediction: binary`"),
        ({"slices": ["region"]}, "'region' is no column"),
        ({"annotator": "who"}, "'who' is no column"),
    ],
)
def test_options_that_do_not_fit_the_columns_are_refused(changes, message):
    values = task(("x", "text"), ("l", "label")).model_dump(mode="json")
    with pytest.raises(ValidationError, match=message):
        Task.model_validate({**values, **changes})
