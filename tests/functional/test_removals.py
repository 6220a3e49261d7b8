"""Without an optional part, removed as docs/extend.md describes, the checks still pass."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from removals import Part, optional_parts
from repository_files import ROOT
from scratch_repository import copy_checkout

PARTS = {part.name: part for part in optional_parts()}
FOLDERS = (
    "The search",
    "Labels from people",
    "The start of a task",
    "The deck",
    "The page's diagnostics",
    "Documents as a source",
    "The sentence encoder",
    "Scheduled retrains",
    "The service",
)
CHECKS = {
    "the command line starts": "retrain --help",
    "conf/ composes": "retrain params compose && retrain params check",
    "format": "ruff format --check --quiet src tests benchmarks",
    "lint": "ruff check --quiet src tests benchmarks",
    "types": "mypy --no-error-summary",
    "contracts": "cd src && lint-imports --no-logo --config ../pyproject.toml",
    "dead code": "vulture",
}
COLLECTION = {"collection": "pytest --quiet --collect-only tests"}
OF_THE_WHOLE_DEMO = ("tests/repository/test_readme.py", "tests/repository/test_architecture.py")


class Checkout:
    """A committed copy of this checkout, from which parts are removed and restored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        copy_checkout(folder)
        if (ROOT / ".mypy_cache").is_dir():
            shutil.copytree(ROOT / ".mypy_cache", folder / ".mypy_cache")
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

    def failures(self, checks: dict[str, str]) -> dict[str, str]:
        """The output of each failing check."""
        done = {name: self.run(command) for name, command in checks.items()}
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


def unresolved_imports(folder: Path) -> list[str]:
    """The imports of test files that name no module, or no name of a module, of this checkout."""
    own = {path.stem for path in (folder / "tests/support").glob("*.py")} | {"retrain", "records"}
    return [
        f"{file.relative_to(folder)}: {module}.{name}"
        for file in sorted((folder / "tests").rglob("*.py"))
        for module, name in imported_names(file)
        if module.partition(".")[0] in own and not is_defined(folder, module, name)
    ]


def imported_names(file: Path) -> list[tuple[str, str]]:
    """Each `from MODULE import NAME` of a file."""
    nodes = ast.walk(ast.parse(file.read_text()))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return [(node.module, alias.name) for node in imports for alias in node.names]


def is_defined(folder: Path, module: str, name: str) -> bool:
    """Whether a module of the checkout defines or imports a name, or has a module of that name below it."""
    for root in (folder / "src", folder / "tests/support"):
        path = root.joinpath(*module.split("."))
        if (path / f"{name}.py").exists() or (path / name / "__init__.py").exists():
            return True
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if file.exists():
            return re.search(rf"\b{name}\b", file.read_text()) is not None
    return False


def neighbours(part: Part) -> list[str]:
    """The tests of the modules from which a part removes lines."""
    modules = {Path(file) for file, _ in part.lines if file.endswith(".py") and file.startswith("src/")}
    units = [Path("tests/unit", *module.parts[1:]) for module in modules]
    mirrored = [Path(str(unit).replace("/retrain/", "/")).with_name(f"test_{unit.name}") for unit in units]
    return sorted(str(path) for path in mirrored)


def parts_to_remove(name: str) -> tuple[Part, ...]:
    """A part, after those that have to leave before it."""
    if not PARTS[name].files():
        pytest.skip("it has been removed")
    return (*(PARTS[user] for user in PARTS[name].first), PARTS[name])


@pytest.mark.parametrize(
    "name", [name if name in FOLDERS else pytest.param(name, marks=pytest.mark.long) for name in PARTS]
)
def test_without_one_part_the_checks_pass(checkout, name):
    checkout.without(*parts_to_remove(name))
    assert checkout.failures(CHECKS) == {}
    assert unresolved_imports(checkout.folder) == []
    if any((checkout.folder / path).exists() for path in neighbours(PARTS[name])):
        checkout.test(*neighbours(PARTS[name]))


@pytest.mark.long
@pytest.mark.parametrize("name", PARTS)
def test_without_one_part_every_test_is_collected(checkout, name):
    checkout.without(*parts_to_remove(name))
    assert checkout.failures(COLLECTION) == {}


def test_without_all_parts_the_checks_pass(checkout):
    checkout.without(*PARTS.values())
    assert checkout.failures(CHECKS | COLLECTION) == {}


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
