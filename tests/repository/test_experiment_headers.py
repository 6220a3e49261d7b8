"""The header of every experiment has a valid command, its minutes and the expected result."""

import re
import shlex
from itertools import pairwise

import pytest
from repository_files import ROOT, files

from retrain.configuration import validate
from retrain.configuration.compose import compose_values

RECIPES = [path for path in files("conf/experiment", "conf/debug", suffix=".yaml") if len(path.parts) == 3]
HEADER = re.compile(
    r"(?:#.*\n)+?# Command: dvc exp run (?P<words>.+)\n# Minutes: (?P<minutes>[\d.]+|not measured)\b.* Expected: \S.*"
)


def header_of(path):
    """The matched header, and the words after `dvc exp run`."""
    header = HEADER.match((ROOT / path).read_text(encoding="utf-8"))
    assert header, f"{path} has no header with Command, Minutes and Expected"
    return header, shlex.split(header["words"])


def overrides(path):
    """The overrides of the command."""
    _, words = header_of(path)
    return [word for flag, word in pairwise(words) if flag in {"-S", "--set-param"}]


@pytest.mark.parametrize("path", RECIPES, ids=str)
def test_the_minutes_are_a_number_or_not_measured(path):
    header, _ = header_of(path)
    assert header["minutes"] == "not measured" or float(header["minutes"]) > 0


@pytest.mark.parametrize("path", RECIPES, ids=str)
def test_the_command_names_the_file_and_composes_a_valid_configuration(path, monkeypatch):
    monkeypatch.chdir(ROOT)
    named = overrides(path)
    assert f"{path.parent.name}={path.stem}" in named
    assert validate(compose_values(named))


def test_a_header_without_minutes_does_not_match():
    assert HEADER.match("# @package _global_\n# It.\n# Command: dvc exp run -S a=b\n# Minutes: 1. Expected: x\n")
    assert not HEADER.match("# @package _global_\n# It.\n# Command: dvc exp run -S a=b\n# Minutes: soon. Expected: x\n")
