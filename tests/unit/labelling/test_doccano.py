"""Doccano's lines carry no unconfirmed label, and its annotations have their lines."""

import json

import pytest

from retrain.labelling import Annotation, LabelRequest, SelectionReason
from retrain.labelling.doccano import read_lines, write_lines
from retrain.ml_configuration.errors import InputError


def test_no_label_is_exported_that_could_come_back_unconfirmed():
    line = json.loads(write_lines([LabelRequest("L1", "0", "a", "bill", 0.6, SelectionReason.DOUBTFUL)]))
    assert (line["label"], line["prediction"]) == ([], "bill")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"record_id": "1", "digest": "0", "text": "a"}\nnot json', "f:2: it is no line of doccano's JSONL export"),
        ('{"text": "a", "label": ["x"]}', "f:1: it is no line of doccano's JSONL export"),
        ('{"text": "a", "record_id": "1", "digest": "0", "label": ["x", "y"]}', "f:1: it has the labels"),
    ],
)
def test_a_file_of_another_format_is_refused(text, message):
    with pytest.raises(InputError) as problem:
        read_lines(text, "f")
    assert str(problem.value).startswith(message)


def test_an_annotation_has_the_line_of_its_file():
    row = {"record_id": "1", "text": "a", "label": ["x"], "digest": "0"}
    assert read_lines("\n\n" + json.dumps(row), "f") == [Annotation(3, "1", "0", "a", "x", "")]
