"""`make` explains itself, and everything that checks the code calls it."""

import os
import re
import shutil
import subprocess

import pytest
from repository_files import ROOT, files, read_yaml

MAKEFILE = (ROOT / "Makefile").read_text()
PHONY = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split())
CALLERS = (".ci/run", ".github/workflows/checks.yaml", ".gitlab-ci.yml", ".pre-commit-config.yaml")


def made_by(text: str) -> set[str]:
    """The targets that the lines of a file, comments left out, make."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return set(re.findall(r"\bmake ([a-z]+)", "\n".join(lines)))


def test_help_names_every_target():
    done = subprocess.run([shutil.which("make"), "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    explained = dict(re.findall(r"^  make ([a-z]+) +(\S.+)$", done.stdout, re.MULTILINE))
    assert set(explained) == PHONY


def test_every_phony_target_exists():
    assert {target for target in PHONY if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)} == set()


@pytest.mark.parametrize("name", CALLERS)
def test_a_caller_makes_only_targets_that_exist(name):
    made = made_by((ROOT / name).read_text())
    assert made
    assert made <= PHONY


@pytest.mark.parametrize("name", CALLERS[:3])
def test_continuous_integration_makes_test(name):
    assert made_by((ROOT / name).read_text()) == {"test"}


def test_continuous_integration_can_start_its_script():
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_before_a_commit_the_checks_run_as_make_targets():
    (local,) = read_yaml(".pre-commit-config.yaml")["repos"]
    assert local["repo"] == "local"
    assert [hook["entry"] for hook in local["hooks"]] == [
        f"make {target}" for target in ("format", "lint", "types", "contracts", "params")
    ]
    assert {(hook["language"], hook["pass_filenames"]) for hook in local["hooks"]} == {("system", False)}


def test_the_workflow_may_only_read():
    assert read_yaml(".github/workflows/checks.yaml")["permissions"] == {"contents": "read"}


def test_a_clone_has_every_folder_that_the_checks_name():
    named = re.search(r"ruff check --quiet (.+)$", MAKEFILE, re.MULTILINE)[1].split()
    assert [folder for folder in named if not files(folder)] == []
