"""A repository's `conf/` for the tiny task, and its composition."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from retrain.configuration.compose import compose_text

CONFIG = """# What is composed.
defaults:
  - _self_
  - source: letters
  - adapters: none
  - filterers: default
  - split: default
  - featurizers: default
  - taggers: none
  - network: wide
  - training: default
  - task: letters
  - decision: default
  - report: default
  - search: default
  - launcher: local
  - optional experiment: null

_generated: for a test
"""
TASK = """# @package _global_
defaults:
  - override /taggers: urgent
  - override /network: linear

network:
  dropout: 0.25

"""
NO_TAGGERS = 'name: "none"\nrules: []\n'
WIDE = "name: wide\ndropout: 0.1\nhidden: 8\n"
EXPERIMENT = "# @package _global_\ndefaults:\n  - override /network: wide\n\ntraining:\n  epochs: 2\n"


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def edit(path: str, old: str, new: str) -> int:
    """Replaces a text that stands once in a file; the line where it stood."""
    text = Path(path).read_text()
    assert text.count(old) == 1
    Path(path).write_text(text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def rewrite() -> Callable[[str, str, str], int]:
    """A function: replaces a text that stands once in a file -> the line where it stood."""
    return edit


@pytest.fixture(scope="session")
def _composed(tmp_path_factory: pytest.TempPathFactory, tiny_values: dict[str, Any]) -> Path:
    place = tmp_path_factory.mktemp("composed") / "repository"
    place.mkdir()
    with contextlib.chdir(place):
        for group, value in tiny_values.items():
            if isinstance(value, dict) and group != "task":
                write(f"conf/{group}/{value['name']}.yaml", yaml.safe_dump(value, sort_keys=False))
        searches = "" if "search" in tiny_values else "  - search: default\n  - launcher: local\n"
        write("conf/config.yaml", CONFIG.replace(searches, ""))
        write("conf/task/letters.yaml", TASK + yaml.safe_dump({"task": tiny_values["task"]}, sort_keys=False))
        write("conf/taggers/none.yaml", NO_TAGGERS)
        write("conf/network/wide.yaml", WIDE)
        write("conf/experiment/small.yaml", EXPERIMENT)
        write("params.yaml", compose_text())
    return place


@pytest.fixture
def configuration(_composed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working directory with `conf/` and the params.yaml composed of it; no override on the command line."""
    shutil.copytree(_composed, tmp_path / "repository")
    monkeypatch.chdir(tmp_path / "repository")
    monkeypatch.setattr("sys.argv", ["stage"])
