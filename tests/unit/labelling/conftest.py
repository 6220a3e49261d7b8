"""A pipeline that has run, after which some records have lost their labels."""

from pathlib import Path

import pytest
from labelling_files import adapt

from retrain.ml_configuration import paths
from retrain.workspace.csv_tables import read_table, write_table


@pytest.fixture
def rows_without_labels(workplace: Path) -> Path:
    """The workplace in which every tenth record, whatever its split, has no label any more."""
    records = read_table(paths.RAW_RECORDS)
    records.loc[::10, "label"] = ""
    write_table(records, paths.RAW_RECORDS)
    adapt()
    return workplace
