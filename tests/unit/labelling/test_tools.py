"""Every labelling tool gives back the labels of the rows that were exported to it."""

import csv
import io
import json

import pytest

from retrain.labelling import REGISTRY, Annotation, LabelRequest, SelectionReason, text_digest
from retrain.ml_configuration.errors import InputError
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


def test_label_studio_shows_the_prediction():
    (task,) = json.loads(REGISTRY[LabelTool.LABEL_STUDIO].write([REQUEST]))
    assert task["data"] == {"record_id": "L1", "text": TEXT, "why": "doubtful", "digest": REQUEST.digest}
    assert task["predictions"][0]["score"] == 0.612
    assert task["predictions"][0]["result"][0]["value"] == {"choices": ["bill"]}


def test_doccano_gets_no_label_that_could_come_back_unconfirmed():
    line = json.loads(REGISTRY[LabelTool.DOCCANO].write([REQUEST]))
    assert (line["label"], line["prediction"]) == ([], "bill")


def test_no_cell_of_the_csv_is_a_formula():
    text = REGISTRY[LabelTool.CSV].write([LabelRequest("+1", "-2", "\u200b=1", "@x", 0.5, SelectionReason.RANDOM)])
    (row,) = csv.DictReader(io.StringIO(text))
    assert [row[name] for name in ("record_id", "text", "prediction", "digest")] == ["'+1", "'\u200b=1", "'@x", "'-2"]


@pytest.mark.parametrize(
    ("tool", "text", "message"),
    [
        (LabelTool.CSV, 'record_id,text,label,digest\n"a', "f:2: "),
        (LabelTool.CSV, "record_id;text;label;digest\n", "f:1: there is no column 'record_id'"),
        (
            LabelTool.DOCCANO,
            '{"record_id": "1", "digest": "0", "text": "a"}\nnot json',
            "f:2: it is no line of doccano's JSONL export",
        ),
        (LabelTool.DOCCANO, '{"text": "a", "label": ["x"]}', "f:1: it is no line of doccano's JSONL export"),
        (
            LabelTool.DOCCANO,
            '{"text": "a", "record_id": "1", "digest": "0", "label": ["x", "y"]}',
            "f:1: it has the labels",
        ),
        (LabelTool.LABEL_STUDIO, '[{"id": 1, "text": "a", "label": "x"}]', "f: it is no export of Label Studio"),
        (
            LabelTool.LABEL_STUDIO,
            '[{"data": {}, "annotations": [{"result": [{"value": {"choices": ["x", "y"]}}]}]}]',
            "f: task 1 has the labels",
        ),
    ],
)
def test_a_file_of_another_format_is_refused(tool, text, message):
    with pytest.raises(InputError) as problem:
        REGISTRY[tool].read(text, "f")
    assert str(problem.value).startswith(message)


def test_an_annotation_has_the_line_of_its_file():
    row = {"record_id": "1", "text": "a", "label": "x", "digest": "0"}
    expected = Annotation(3, "1", "0", "a", "x", "")
    assert REGISTRY[LabelTool.DOCCANO].read("\n\n" + json.dumps(row | {"label": ["x"]}), "f") == [expected]
    first, second = REGISTRY[LabelTool.CSV].read('record_id,text,label,digest\n1,"a\na",x,0\n2,b,y,0\n', "f")
    assert (first.line, second.line) == (2, 4)
