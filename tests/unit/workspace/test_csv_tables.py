"""Data stages that hold a part of the rows at a time."""

import pandas as pd
import pytest

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.task import Task
from retrain.pipeline.adapt import adapt_records
from retrain.pipeline.split import split_filtered
from retrain.workspace import csv_tables
from retrain.workspace.csv_tables import (
    TableColumns,
    group_keys,
    raw_rows,
    read_parts,
    read_table,
    to_table,
    write_parts,
    write_spreadsheet,
    write_table,
)

WRITTEN = (paths.ADAPTED, *(paths.split_file(split) for split in (Split.TRAIN, Split.VALIDATION, Split.SEALED)))


@pytest.mark.usefixtures("workplace")
def test_the_size_of_a_part_changes_no_byte(sections, monkeypatch):
    whole = [path.read_bytes() for path in WRITTEN]
    monkeypatch.setattr(csv_tables, "ROWS", 7)
    adapt_records(sections(stages.AdaptSections))
    split_filtered(sections(stages.SplitSections))
    assert [path.read_bytes() for path in WRITTEN] == whole


@pytest.mark.usefixtures("workplace")
def test_no_more_than_one_part_is_adapted_before_it_is_written(sections, monkeypatch):
    monkeypatch.setattr(csv_tables, "ROWS", 7)
    sizes, written = [], []

    def map_and_check(adapt_part, parts):
        for part in parts:
            sizes.append(len(part))
            yield adapt_part(part)
            written.append(len(part))
            assert written == sizes

    adapt_records(sections(stages.AdaptSections), map_parts=map_and_check)
    assert sizes == [7] * 28 + [4]


@pytest.mark.parametrize("rows", [0, 1, 6])
def test_parts_that_are_written_are_the_table(tmp_path, monkeypatch, rows):
    monkeypatch.setattr(csv_tables, "ROWS", 2)
    table = pd.DataFrame({"a": ["", "x\ry", 'say "x"', "1,5", "\n", "ß"][:rows]}, dtype=str)
    write_table(table, tmp_path / "whole.csv")
    write_parts(read_parts(tmp_path / "whole.csv"), tmp_path / "parts.csv")
    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert read_table(tmp_path / "parts.csv").to_dict("list") == table.to_dict("list")


def test_a_table_keeps_every_cell_as_text(tmp_path):
    table = pd.DataFrame(
        {"a": ["NA", "", "007", 'say "x"\nß', "c\rr"], "b": ["None", "1.50", "true", ",", ""]}, dtype=str
    )
    write_table(table, tmp_path / "deep" / "table.csv")
    assert read_table(tmp_path / "deep" / "table.csv").to_dict() == table.to_dict()
    assert b"\r\n" not in (tmp_path / "deep" / "table.csv").read_bytes()


@pytest.mark.usefixtures("workplace")
def test_raw_rows_come_in_the_order_of_the_rows(sections):
    task, raw = sections(stages.EvaluateSections).task, read_table(paths.RAW_RECORDS)
    rows = raw.iloc[[5, 2, 9]]
    assert raw_rows(rows, task).to_dict("records") == rows.to_dict("records")


@pytest.mark.usefixtures("workplace")
def test_an_adapter_that_renames_the_id_is_refused(sections):
    task = sections(stages.EvaluateSections).task
    write_table(read_table(paths.RAW_RECORDS).rename(columns={"id": "number"}), paths.RAW_RECORDS)
    with pytest.raises(InputError, match=r"records.csv has no column 'id': an adapter must not rename the id"):
        raw_rows(read_table(paths.FILTERED), task)


def test_a_formula_is_escaped_for_a_spreadsheet(tmp_path):
    write_spreadsheet(pd.DataFrame({"text": ["=1+1", "-x", "a=b"], "number": [-0.5, 1.0, 2.0]}), tmp_path / "s.csv")
    assert (tmp_path / "s.csv").read_text() == "text,number\n'=1+1,-0.5\n'-x,1.0\na=b,2.0\n"


def test_a_table_is_a_mapping_of_columns_and_comes_back_as_it_was():
    table = pd.DataFrame({"a": ["1", ""], "b": ["nan", "None"]}, dtype="str")
    columns = TableColumns(table)
    assert (len(columns), list(columns), columns["b"]) == (2, ["a", "b"], ["nan", "None"])
    assert "c" not in columns
    pd.testing.assert_frame_equal(to_table(columns), table)


def task_of(*roles: str) -> Task:
    columns = [{"name": role, "role": role} for role in (*roles, "text", "label")]
    return Task(name="t", prediction="multiclass", columns=columns)


def test_a_row_without_group_is_its_own_group():
    records = pd.DataFrame({"id": ["1", "2"], "group": ["", "C"], "text": "x", "label": "y"})
    assert list(group_keys(records, task_of("id", "group"))) == ["1", "C"]


def test_without_an_id_column_the_column_id_keeps_rows_apart():
    assert list(group_keys(pd.DataFrame({"id": ["7"]}), task_of())) == ["7"]
