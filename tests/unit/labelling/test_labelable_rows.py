"""Training and validation rows may be labelled; no row of a holdout may."""

from pathlib import Path

import pandas as pd
import pytest
import yaml
from labelling_files import adapt, export_rows

from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_json

pytestmark = pytest.mark.usefixtures("rows_without_labels")


def test_training_and_validation_rows_may_be_labelled_and_no_others(retrain):
    rows = {row["record_id"] for row in export_rows(retrain, "--rows", "2000")}
    open_rows = {
        name for split in (Split.TRAIN, Split.VALIDATION) for name in read_table(paths.split_file(split))["id"]
    }
    unlabelled = adapt()["label"] == ""
    assert set(unlabelled.index[unlabelled]) - open_rows
    assert rows == open_rows


def test_rows_too_old_to_train_on_are_not_labelled(retrain):
    values = yaml.safe_load(Path("params.yaml").read_text())
    values["split"]["window"] = {"months": 1}
    Path("params.yaml").write_text(yaml.safe_dump(values, sort_keys=False))
    rows = {row["record_id"] for row in export_rows(retrain, "--rows", "2000")}
    months = read_table(paths.RAW_RECORDS).set_index("id")["received"].str.slice(0, 7)
    assert months[list(rows)].nunique() == 1


def test_newer_rows_without_labels_do_not_move_the_start_of_recent(retrain):
    records = read_table(paths.RAW_RECORDS)
    newest = records["received"] >= read_json(paths.SPLIT_REPORT)["recent_from"]
    later = records[newest].assign(id="later-" + records["id"], label="", received="2026-03-01")
    write_table(pd.concat([records, later]), paths.RAW_RECORDS)
    adapt()
    rows = {row["record_id"] for row in export_rows(retrain, "--rows", "2000")}
    assert rows & set(records["id"])
    assert rows & {*later["id"], *records["id"][newest]} == set()
