"""Imported labels become a new file of data/labels, disagreements are set aside, bad files are refused."""

import json

import pytest
from labelling_files import ROWS_FILE, adapt, export_rows, fill_in, import_rows

from retrain.labelling.human_labels import LABELS
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.workspace.csv_tables import read_table

pytestmark = pytest.mark.usefixtures("rows_without_labels")


def stored(pattern: str = "[0-9]*.jsonl") -> list[dict[str, str]]:
    return [json.loads(line) for file in sorted(LABELS.glob(pattern)) for line in file.read_text().splitlines()]


def test_a_label_against_the_present_one_is_set_aside_until_it_is_overruled(retrain):
    name = read_table(paths.split_file(Split.TRAIN)).iloc[1]["id"]
    (row,) = [row for row in export_rows(retrain, "--rows", "1000") if row["record_id"] == name] or pytest.fail(
        "not exported"
    )
    other = "moving" if adapt().loc[name, "label"] != "moving" else "meter"
    fill_in([row | {"label": other, "annotator": "ann"}])
    for _ in range(2):
        assert "1 set aside in data/labels/disagreements.jsonl" in import_rows(retrain)[1]
    assert [one["label"] for one in stored("disagreements.jsonl")] == [other]
    assert stored() == []
    assert import_rows(retrain, "--overrule")[0] == 0
    assert adapt().loc[name, "label"] == other


def test_each_import_is_a_new_file_and_repeated_labels_are_imported_once(retrain):
    first, second = export_rows(retrain, "--rows", "30")[:2]
    for row in (first, second, second):
        fill_in([row | {"label": row["prediction"]}])
        errors = import_rows(retrain, "--overrule", "--by", "ann")[1]
    assert [file.name[:5] for file in sorted(LABELS.glob("[0-9]*"))] == ["0001-", "0002-"]
    assert "0 labels imported\n1 already known" in errors
    assert "text" not in stored()[0]


def test_rows_of_holdouts_are_refused(retrain):
    row = export_rows(retrain, "--rows", "1")[0]
    sealed = read_table(paths.split_file(Split.SEALED)).iloc[0]
    fill_in([row | {"record_id": sealed["id"], "text": sealed["text"], "label": "meter"}])
    code, _, errors = import_rows(retrain)
    assert code == 2
    assert errors.startswith(f"rows.csv:2: record '{sealed['id']}': the record is held out")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "rows.csv is missing; name the file that the tool exported"),
        (b"\xff", "rows.csv: byte 1 is not UTF-8; save the file as UTF-8"),
        (b"record_id,text\n", "rows.csv:1: there is no column 'label'"),
        (b"record_id,text,label,digest\nL1,x,,0\n", "rows.csv: no row has a label; export it again"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_exit_code_2(retrain, content, message):
    if content is not None:
        ROWS_FILE.write_bytes(content)
    code, _, errors = import_rows(retrain)
    assert (code, errors.startswith(message)) == (2, True), errors
