"""A clone runs its own code where its environment was installed from another clone."""

import pytest
from scratch_repository import ROOT

SHARED_ENVIRONMENT = {"PYTHONPATH": ""}
EVALUATE = "src/retrain/pipeline/evaluate.py"
ONE_MORE_METRIC = """

_write_json = write_json


def write_json(value, path):
    value["validation"]["own_code"] = 1.0
    _write_json(value, path)
"""


@pytest.fixture
def changed(repository):
    """A repository whose `evaluate` writes one more metric than the installed code."""
    repository.write(EVALUATE, repository.text(EVALUATE) + ONE_MORE_METRIC)
    repository.commit("one more metric")
    return repository


def test_a_stage_runs_the_code_of_its_own_clone(changed):
    changed.run("dvc", "repro", "--quiet", "evaluate", **SHARED_ENVIRONMENT)
    assert changed.json("reports/metrics.json")["validation"]["own_code"] == 1.0


@pytest.mark.parametrize("queued", [False, pytest.param(True, marks=pytest.mark.long)], ids=["--temp", "--queue"])
def test_an_experiment_runs_the_code_of_its_workspace(changed, queued):
    experiment = (
        "dvc",
        "exp",
        "run",
        "--name",
        "own",
        "--queue" if queued else "--temp",
        "evaluate",
    )
    changed.run(*experiment, **SHARED_ENVIRONMENT)
    if queued:
        changed.run("dvc", "exp", "run", "--run-all", **SHARED_ENVIRONMENT)
    changed.run("dvc", "exp", "apply", "own", **SHARED_ENVIRONMENT)
    assert changed.json("reports/metrics.json")["validation"]["own_code"] == 1.0


def test_a_command_refuses_the_code_of_the_other_clone(repository):
    printed = repository.run("retrain", "params", "check", code=2, **SHARED_ENVIRONMENT)
    assert str(repository.folder) in printed
    assert str(ROOT) in printed
    assert "`make setup`" in printed
    assert "Traceback" not in printed


def test_a_command_runs_the_code_that_python_path_names(repository):
    assert "composition" in repository.run("retrain", "params", "check", PYTHONPATH="src")


def test_a_command_runs_outside_of_any_clone(repository):
    assert "retrain" in repository.run("retrain", "--version", folder="..", **SHARED_ENVIRONMENT)
