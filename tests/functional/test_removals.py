"""Without an optional part, removed as docs/extend.md describes, the checks still pass."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from removals import Part, optional_parts
from repository_files import ROOT
from scratch_repository import copy_checkout

PARTS = {part.name: part for part in optional_parts()}
CHECKS = {
    "the command line starts": "retrain --help",
    "conf/ composes": "retrain params compose && retrain params check",
    "format": "ruff format --check --quiet src tests benchmarks",
    "lint": "ruff check --quiet src tests benchmarks",
    "types": "mypy --no-error-summary",
    "contracts": "cd src && lint-imports --no-logo --config ../pyproject.toml",
    "dead code": "vulture",
    "collection": "pytest --quiet --collect-only tests",
}
OF_THE_WHOLE_DEMO = ("tests/repository/test_readme.py", "tests/repository/test_architecture.py")


class Checkout:
    """A committed copy of this checkout, from which parts are removed and restored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        copy_checkout(folder)
        self.run("git init --quiet && git add --all && git commit --quiet --message whole")

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
        people = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env={**environment, **people, "PATH": path, "PYTHONPATH": str(self.folder / "src")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def without(self, *parts: Part) -> None:
        """Restores the whole checkout, then removes some parts."""
        self.run("git reset --quiet --hard && git clean --quiet -fd")
        for part in parts:
            part.leave(self.folder, alone=len(parts) == 1)
        self.run("retrain params compose && python docs/generate/architecture.py")

    def failures(self) -> dict[str, str]:
        """The output of each failing check."""
        done = {name: self.run(command) for name, command in CHECKS.items()}
        return {name: result.stdout for name, result in done.items() if result.returncode}

    def test(self, *paths: str) -> None:
        """Runs tests, without those that compare with the demo as published."""
        existing = [path for path in paths if (self.folder / path).exists()]
        left_out = " ".join(f"--ignore={path}" for path in OF_THE_WHOLE_DEMO)
        done = self.run(f"pytest -q -x -n 2 --dist loadfile {left_out} {' '.join(existing)}")
        assert " passed" in done.stdout and not done.returncode, done.stdout[-5000:]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Checkout:
    return Checkout(tmp_path_factory.mktemp("parts") / "checkout")


def neighbours(part: Part) -> list[str]:
    """The tests of the modules from which a part removes lines."""
    modules = {Path(file) for file, _ in part.lines if file.endswith(".py") and file.startswith("src/")}
    units = [Path("tests/unit", *module.parts[1:]) for module in modules]
    mirrored = [Path(str(unit).replace("/retrain/", "/")).with_name(f"test_{unit.name}") for unit in units]
    return sorted(str(path) for path in mirrored)


@pytest.mark.parametrize("name", PARTS)
def test_without_one_part_the_checks_pass(checkout, name):
    if not PARTS[name].files():
        pytest.skip("it has been removed")
    checkout.without(*(PARTS[user] for user in PARTS[name].first), PARTS[name])
    assert checkout.failures() == {}
    if any((checkout.folder / path).exists() for path in neighbours(PARTS[name])):
        checkout.test(*neighbours(PARTS[name]))


def test_without_all_parts_the_checks_pass(checkout):
    checkout.without(*PARTS.values())
    assert checkout.failures() == {}


@pytest.mark.long
def test_without_all_parts_the_remaining_tests_pass(checkout):
    checkout.without(*PARTS.values())
    checkout.test("tests/repository", "tests/unit")


def test_a_missing_line_of_a_recipe_is_an_error(checkout):
    with pytest.raises(AssertionError, match="has 0 times"):
        Part("a part", "git rm -r nothing", (("Makefile", "no such line\n"),)).leave(checkout.folder)


def test_every_optional_folder_has_a_removal_recipe():
    removed = {str(path.parent) for part in PARTS.values() for path in part.files()}
    rooms = ("labelling", "schedule", "search", "serving", "task_setup", "model_reports/deck")
    folders = {f"src/retrain/{room}" for room in rooms} | {"src/records/documents"}
    assert {folder for folder in folders if (ROOT / folder).is_dir()} <= removed
