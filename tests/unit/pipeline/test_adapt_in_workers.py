"""Adapted records have the same bytes wherever their parts are adapted."""

import pytest
from pydantic import TypeAdapter

from retrain.launcher import make_executor
from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.launcher import Launcher
from retrain.pipeline.adapt import adapt_records
from retrain.workspace import csv_tables

pytestmark = pytest.mark.usefixtures("workplace")


@pytest.mark.parametrize("launcher", [{"name": "local"}, {"name": "ray", "address": None}])
def test_where_parts_are_adapted_changes_no_byte(sections, monkeypatch, launcher):
    if launcher["name"] == "ray":
        pytest.importorskip("ray", reason="Ray is not installed: pip install '.[ray]'")
    wanted = paths.ADAPTED.read_bytes()
    paths.ADAPTED.unlink()
    monkeypatch.setattr(csv_tables, "ROWS", 30)
    with make_executor(TypeAdapter(Launcher).validate_python({"workers": 2, "attempts": 3, **launcher})) as workers:
        adapt_records(sections(stages.AdaptSections), map_parts=workers.map)
    assert paths.ADAPTED.read_bytes() == wanted
