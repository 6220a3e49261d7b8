"""Rows are exported once, from the predictions of a model of the same task."""

import shutil
from pathlib import Path

import pytest
from labelling_files import export_rows, fill_in, import_rows

pytestmark = pytest.mark.usefixtures("rows_without_labels")


def test_a_row_that_a_person_labelled_is_not_exported_again(retrain):
    rows = export_rows(retrain, "--rows", "10")
    fill_in([row | {"label": row["prediction"]} for row in rows])
    assert import_rows(retrain, "--overrule")[0] == 0
    again = export_rows(retrain, "--rows", "10")
    assert {row["record_id"] for row in rows} & {row["record_id"] for row in again} == set()


def test_before_the_pipeline_has_run_the_error_names_the_remedy(retrain):
    shutil.rmtree("data/adapted")
    code, _, errors = retrain("labels", "export", "--to", "csv")
    assert (code, errors) == (2, "data/adapted/records.csv is missing; run `dvc repro`\n")


def test_a_model_of_another_task_is_refused(retrain):
    params = Path("params.yaml")
    params.write_text(params.read_text().replace("  name: letters\n  prediction", "  name: notes\n  prediction"))
    code, _, errors = retrain("labels", "export", "--to", "csv")
    assert (code, "models/retrained is of the task 'letters'" in errors) == (2, True), errors
