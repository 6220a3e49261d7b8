"""Rows to predict are read as text in parts, and a bad cell is refused with its line."""

from pathlib import Path

import pandas as pd
import pytest

from records import table
from records.errors import InputError
from retrain.cli.input_rows import iter_input_rows
from retrain.ml_configuration import paths
from retrain.model.classifier import Classifier
from retrain.workspace.csv_tables import read_table


@pytest.fixture
def recipe(workplace):
    return Classifier.load(paths.RETRAINED).recipe


def test_a_csv_file_is_read_in_parts_whose_rows_count_from_0(recipe, monkeypatch):
    monkeypatch.setattr(table, "CHUNK_ROWS", 60)
    parts = list(iter_input_rows(Path("letters.csv"), recipe))
    assert {part.index[0] for part in parts} == {0}
    assert len(parts) > 1
    assert pd.concat(parts, ignore_index=True).equals(read_table(Path("letters.csv")))


def test_a_column_that_the_model_reads_has_to_be_there(recipe):
    Path("rows.csv").write_text("id,channel,amount,received,texts\n1,mail,3,2025-01-01,a\n")
    with pytest.raises(InputError, match=r"rows\.csv:1: there is no column 'text', which the model reads"):
        list(iter_input_rows(Path("rows.csv"), recipe))


def test_a_missing_file_is_named(recipe):
    with pytest.raises(InputError, match=r"none\.csv is missing; name a table of raw records"):
        list(iter_input_rows(Path("none.csv"), recipe))
