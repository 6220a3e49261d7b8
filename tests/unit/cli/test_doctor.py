"""`retrain doctor`: a line for each check, and an exit code that says whether something is missing."""

import shutil
from pathlib import Path

import pytest

from retrain.cli import checkout_checks
from retrain.cli.checkout_checks import CHECKS, Check, State

CONF = Path(__file__).parents[3] / "conf"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """The working directory, in which only params.yaml is examined."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checkout_checks, "CHECKS", ())
    shutil.copytree(CONF, "conf")


@pytest.mark.parametrize(("state", "code"), [(State.OK, 0), (State.WARNING, 0), (State.MISSING, 1)])
def test_a_missing_requirement_ends_with_1_and_a_warning_with_0(retrain, monkeypatch, state, code):
    Path("params.yaml").touch()
    monkeypatch.setattr("retrain.cli.doctor._composes_otherwise", list)
    monkeypatch.setattr(checkout_checks, "CHECKS", (Check("a thing", state, "mend it", lambda: ["it is torn"]),))
    line = f"{state:<8} a thing                        it is torn -> mend it\n"
    assert retrain("doctor") == (code, f"{line}ok       params.yaml as composed        \n", "")


def test_params_are_compared_with_the_composition(retrain):
    assert retrain("doctor")[0] == 1
    retrain("params", "compose", "-S", "training.epochs=3")
    stderr = "warning  params.yaml as composed        conf/ composes other values -> retrain params compose\n"
    assert retrain("doctor") == (0, stderr, "")


def test_in_a_broken_checkout_there_is_a_line_for_each_check_and_no_traceback(retrain, monkeypatch, tmp_path):
    monkeypatch.setattr(checkout_checks, "CHECKS", CHECKS)
    shutil.rmtree("conf")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, printed, stderr = retrain("doctor")
    assert (code, stderr) == (1, "")
    assert len(printed.splitlines()) == len(CHECKS) + 1
    assert "Traceback" not in printed
