"""Imported labels replace those of the records as long as the text is the one that was read."""

from pathlib import Path

import pytest
from labelling_files import adapt, export_rows, fill_in, import_rows

from retrain.configuration import read_params, validate
from retrain.labelling.human_labels import LABELS, overlay_human_labels
from retrain.ml_configuration import paths
from retrain.workspace.csv_tables import read_table, write_table

pytestmark = pytest.mark.usefixtures("rows_without_labels")


def test_imported_labels_replace_those_of_the_records_until_the_text_changes(retrain, capfd):
    (row,) = [row for row in export_rows(retrain, "--rows", "30") if row["why"] == "unlabelled"][:1]
    fill_in([row | {"label": "meter", "annotator": "ann"}])
    assert "1 labels imported\n  1 by ann\n" in import_rows(retrain)[1]
    name = row["record_id"]
    assert adapt().loc[name, "label"] == "meter"
    records = read_table(paths.RAW_RECORDS)
    write_table(records.assign(text=records["text"].where(records["id"] != name, "another letter")), paths.RAW_RECORDS)
    assert adapt().loc[name, "label"] == ""
    assert "data/labels: 1 labels left out" in capfd.readouterr().out
    assert name in {row["record_id"] for row in export_rows(retrain, "--rows", "2000")}


def test_a_label_that_was_renamed_since_has_its_new_name(retrain):
    row = export_rows(retrain, "--rows", "30")[0]
    fill_in([row | {"label": "meter"}])
    assert import_rows(retrain, "--overrule")[0] == 0
    values = read_params()
    values["task"]["label_changes"] = {"renamed": {"meter": "reading"}}
    configuration = validate(values)
    records = overlay_human_labels(read_table(paths.ADAPTED), configuration.task)
    assert records.set_index("id").loc[row["record_id"], "label"] == "reading"


def test_a_broken_line_of_labels_is_named(retrain):
    LABELS.mkdir(parents=True)
    Path(LABELS, "0001-a.jsonl").write_text("{}\n")
    code, _, errors = retrain("labels", "export", "--to", "doccano")
    assert (code, "data/labels/0001-a.jsonl:1: Field required; restore the file" in errors) == (2, True)
