"""Label changes and costs that contradict each other are refused."""

import pytest
from pydantic import ValidationError

from retrain.ml_configuration.task import LabelChanges, Severity, Task

COLUMNS = [{"name": "text", "role": "text"}, {"name": "label", "role": "label"}, {"name": "hand", "role": "ignore"}]


@pytest.mark.parametrize(
    "changes",
    [
        {"added": ["a"], "removed": ["a"]},
        {"renamed": {"a": "b"}, "removed": ["b"]},
        {"renamed": {"a": "b"}, "added": ["a"]},
    ],
)
def test_a_label_cannot_both_go_and_stay(changes):
    with pytest.raises(ValidationError, match="is both removed and kept"):
        LabelChanges.model_validate(changes)


@pytest.mark.parametrize("severity", [{}, {"taxonomy": {"a": ["x"]}, "costs": {"a": {"b": 1}}}])
def test_severity_is_a_taxonomy_or_costs(severity):
    with pytest.raises(ValidationError, match="either a taxonomy or costs"):
        Severity.model_validate(severity)


def test_a_right_answer_costs_nothing():
    with pytest.raises(ValidationError, match="predicting 'a' correctly has a cost"):
        Severity.model_validate({"costs": {"a": {"a": 1, "b": 2}}})
    assert Severity.model_validate({"costs": {"a": {"a": 0, "b": 2}}}).costs["a"]["b"] == 2


@pytest.mark.parametrize("named", [{"slices": ["channel"]}, {"annotator": "channel"}])
def test_slices_and_the_annotator_are_columns_of_the_task(named):
    task = {"name": "letters", "prediction": "multiclass", "columns": COLUMNS}
    with pytest.raises(ValidationError, match="'channel' is no column; add it to 'columns'"):
        Task.model_validate({**task, **named})
    assert Task.model_validate({**task, "slices": ["hand"], "annotator": "hand"}).annotator == "hand"
