"""`retrain` lists its commands, explains each, prints its version, and ends with 2 on what it does not know."""

from importlib.metadata import version

import pytest


@pytest.mark.parametrize(("words", "command"), [((), "rollback"), (("params",), "compose"), (("decision",), "judge")])
def test_without_a_command_the_commands_are_listed(retrain, words, command):
    code, printed, stderr = retrain(*words)
    assert code == 2
    assert "Usage:" in printed + stderr
    assert command in printed + stderr


@pytest.mark.parametrize("words", [("prmote",), ("params", "chek"), ("promote", "--dry")])
def test_an_unknown_command_or_option_ends_with_2(retrain, words):
    code, _, stderr = retrain(*words)
    assert code == 2
    assert "No such" in stderr


def test_every_command_explains_itself(retrain):
    code, printed, _ = retrain("--help")
    assert code == 0
    for command in ("params", "decision", "predict", "promote", "rollback"):
        assert command in printed


def test_the_version_is_that_of_the_package(retrain):
    assert retrain("--version") == (0, f"retrain {version('retrain')}\n", "")
