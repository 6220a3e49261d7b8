"""The record of a stage is that of its last successful run, and is kept outside the outputs of the pipeline."""

import runpy
import sys
from pathlib import Path

import pytest

from retrain.workspace.stage_costs import read_stage_costs, record_stage_cost

SCRIPTS = Path(__file__).parents[3] / "src"


def test_every_stage_records_the_cost_of_its_last_run(workplace, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["stage"])
    for stage in ("filter", "split", "filter"):
        runpy.run_path(str(SCRIPTS / f"{stage}.py"), run_name="__main__")
    costs = read_stage_costs()
    assert sorted(cost.stage for cost in costs) == ["filter", "split"]
    assert all(cost.peak_mebibytes > 1 and cost.written_mebibytes >= 0 for cost in costs)
    assert all(cost.processor_seconds > 0 and cost.seconds > 0 for cost in costs)


def test_a_stage_that_failed_leaves_the_cost_of_its_last_good_run(workplace):
    with record_stage_cost("train"):
        pass
    before = read_stage_costs()
    with pytest.raises(ValueError, match="broken"), record_stage_cost("train"):
        raise ValueError("broken")
    assert read_stage_costs() == before
