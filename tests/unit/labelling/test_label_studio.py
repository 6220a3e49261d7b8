"""Label Studio shows the model's prediction, and an export that is not its own is refused."""

import json

import pytest

from retrain.labelling import LabelRequest, SelectionReason
from retrain.labelling.label_studio import read_annotations, write_tasks
from retrain.ml_configuration.errors import InputError


def test_the_prediction_is_shown():
    (task,) = json.loads(write_tasks([LabelRequest("L1", "0", "a", "bill", 0.61234, SelectionReason.DOUBTFUL)]))
    assert task["data"] == {"record_id": "L1", "text": "a", "why": "doubtful", "digest": "0"}
    assert task["predictions"][0]["score"] == 0.612
    assert task["predictions"][0]["result"][0]["value"] == {"choices": ["bill"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"id": 1, "text": "a", "label": "x"}]', "f: it is no export of Label Studio"),
        (
            '[{"data": {}, "annotations": [{"result": [{"value": {"choices": ["x", "y"]}}]}]}]',
            "f: task 1 has the labels",
        ),
    ],
)
def test_a_file_of_another_format_is_refused(text, message):
    with pytest.raises(InputError) as problem:
        read_annotations(text, "f")
    assert str(problem.value).startswith(message)
