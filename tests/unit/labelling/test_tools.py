"""Every labelling tool gives back the labels of the rows that were exported to it."""

import csv
import io
import json

import pytest

from retrain.labelling import REGISTRY, LabelRequest, SelectionReason, text_digest
from retrain.ml_configuration.label_tool import LabelTool

TEXT = "=HYPERLINK(1)\nsaid, \"Ann\"; 'quoted'\u2028 grüße"
REQUEST = LabelRequest("L1", text_digest(TEXT), TEXT, "bill", 0.61234, SelectionReason.DOUBTFUL)


def filled_csv(text: str) -> str:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0])
    table.writeheader()
    table.writerows(row | {"label": " meter ", "annotator": "ann"} for row in rows)
    return out.getvalue()


def labelled_line(text: str) -> str:
    lines = text.removesuffix("\n").split("\n")
    return "".join(json.dumps({"id": 7, **json.loads(line), "label": ["meter"]}) + "\n" for line in lines)


def annotated_tasks(text: str) -> str:
    choice = {"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": ["meter"]}}
    annotation = {"completed_by": {"id": 1, "email": "ann"}, "was_cancelled": False, "result": [choice]}
    skipped = {"completed_by": 2, "was_cancelled": True, "result": []}
    return json.dumps([{"id": 7, **task, "annotations": [skipped, annotation]} for task in json.loads(text)])


LABELLED = {
    LabelTool.CSV: filled_csv,
    LabelTool.DOCCANO: labelled_line,
    LabelTool.LABEL_STUDIO: annotated_tasks,
}


@pytest.mark.parametrize("tool", LabelTool)
def test_an_exported_row_comes_back_unchanged_with_its_label(tool):
    written, read, _ = REGISTRY[tool].write([REQUEST]), REGISTRY[tool].read, REGISTRY[tool].suffix
    assert read(written, "f") == [] if tool is not LabelTool.LABEL_STUDIO else "annotations" not in written
    (annotation,) = read(LABELLED[tool](written), "f")
    assert (annotation.record_id, annotation.label) == ("L1", "meter")
    assert text_digest(annotation.text) == annotation.digest == REQUEST.digest
    assert annotation.annotator == ("" if tool is LabelTool.DOCCANO else "ann")
