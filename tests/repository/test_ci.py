"""The forges and the hook before a commit run the same make targets as a person."""

import re

import pytest
from repository_files import ROOT, made_by, read_yaml

FORGES = (".github/workflows/checks.yaml", ".gitlab-ci.yml")
NIGHTLY = (".github/workflows/nightly.yaml", ".gitlab-ci.yml")
HOOKS = ".pre-commit-config.yaml"


@pytest.mark.parametrize("name", FORGES)
def test_a_forge_makes_test(name):
    assert {"test"} <= made_by((ROOT / name).read_text()) <= {"setup", "test", "test-long"}


@pytest.mark.parametrize("name", NIGHTLY)
def test_a_forge_makes_the_long_forms_at_night(name):
    assert "test-long" in made_by((ROOT / name).read_text())


def test_before_a_commit_the_checks_run_as_make_targets():
    (local,) = read_yaml(HOOKS)["repos"]
    assert local["repo"] == "local"
    assert [hook["entry"] for hook in local["hooks"]] == [
        f"make {target}" for target in ("format", "lint", "types", "contracts", "params")
    ]
    assert {(hook["language"], hook["pass_filenames"]) for hook in local["hooks"]} == {("system", False)}


def test_the_hooks_make_only_targets_that_exist():
    makefile = (ROOT / "Makefile").read_text()
    assert {
        target for target in made_by((ROOT / HOOKS).read_text()) if not re.search(rf"^{target}:", makefile, re.M)
    } == set()


def test_the_workflow_may_only_read():
    assert read_yaml(FORGES[0])["permissions"] == {"contents": "read"}
