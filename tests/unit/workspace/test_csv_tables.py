"""Data stages that hold a part of the rows at a time."""

import pandas as pd
import pytest

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.pipeline.adapt import adapt_records
from retrain.pipeline.split import split_filtered
from retrain.workspace import csv_tables
from retrain.workspace.csv_tables import read_parts, read_table, write_parts, write_table

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

    def mapped(adapted, parts):
        for part in parts:
            sizes.append(len(part))
            yield adapted(part)
            written.append(len(part))
            assert written == sizes

    adapt_records(sections(stages.AdaptSections), mapped)
    assert sizes == [7] * 28 + [4]


@pytest.mark.parametrize("rows", [0, 1, 6])
def test_parts_that_are_written_are_the_table(tmp_path, monkeypatch, rows):
    monkeypatch.setattr(csv_tables, "ROWS", 2)
    table = pd.DataFrame({"a": ["", "x\ry", 'say "x"', "1,5", "\n", "ß"][:rows]}, dtype=str)
    write_table(table, tmp_path / "whole.csv")
    write_parts(read_parts(tmp_path / "whole.csv"), tmp_path / "parts.csv")
    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert read_table(tmp_path / "parts.csv").to_dict("list") == table.to_dict("list")
