"""Adapted records have the columns of the task."""

import pytest

from retrain.ml_configuration import paths, stages
from retrain.pipeline.adapt import adapt_records
from retrain.workspace.csv_tables import read_table

pytestmark = pytest.mark.usefixtures("workplace")


def test_adapted_records_have_the_columns_of_the_task(sections):
    dropped = {
        "columns": [{"name": "id", "role": "id"}, {"name": "text", "role": "text"}, {"name": "label", "role": "label"}]
    }
    adapt_records(sections(stages.AdaptSections, task={"name": "letters", "prediction": "multiclass", **dropped}))
    assert list(read_table(paths.ADAPTED).columns) == ["id", "text", "label"]
