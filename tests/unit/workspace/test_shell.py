"""A command is printed before it runs, and named when it fails."""

import os
from pathlib import Path

import pytest

from retrain.ml_configuration import InputError
from retrain.workspace.shell import Shell, clone_environment


def test_a_command_is_printed_before_it_runs_in_its_folder(tmp_path, capfd):
    Shell(folder=tmp_path, environment={"COLOUR": "red"}).run("python", "-c", "import os; print(os.environ['COLOUR'])")
    assert capfd.readouterr().out.splitlines() == [
        f"$ (cd {tmp_path} && python -c 'import os; print(os.environ['\"'\"'COLOUR'\"'\"'])')",
        "red",
    ]


def test_a_dry_run_prints_only(tmp_path, capsys):
    Shell(dry_run=True).run("git", "init", str(tmp_path / "never"))
    assert capsys.readouterr().out == f"$ git init {tmp_path / 'never'}\n"
    assert not (tmp_path / "never").exists()


def test_a_failed_command_is_named():
    with pytest.raises(InputError, match="`git frobnicate` failed; see its message above"):
        Shell().run("git", "frobnicate")
    with pytest.raises(InputError, match=r"`git frobnicate` failed: .*frobnicate"):
        Shell().output("git", "frobnicate")
    assert not Shell().succeeds("git", "frobnicate")
    assert Shell().output("git", "--version").startswith("git version")


@pytest.mark.parametrize("present", ["", "elsewhere"])
def test_commands_in_a_clone_run_its_own_code_and_share_the_work_folder(monkeypatch, present):
    monkeypatch.setenv("PYTHONPATH", present)
    environment = clone_environment(Path("clone"))
    assert environment["PYTHONPATH"].split(os.pathsep) == ["clone/src", *filter(None, [present])]
    assert environment["RETRAIN_WORK_DIR"] == str(Path(".work").absolute())
