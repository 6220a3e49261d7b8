"""Every module's unit test is found by the module's name, and every test file says what it proves."""

import ast
from pathlib import Path

import pytest
from import_graph import code_lines
from repository_files import ROOT, files

SRC = Path("src")
UNIT = Path("tests/unit")
LEAST_LINES = 20
TEST_FILES = [path for path in files("tests", suffix=".py") if path.name.startswith("test_")]
UNIT_TESTS = [path for path in TEST_FILES if path.is_relative_to(UNIT)]
MODULES = [path for path in files("src", suffix=".py") if path.parent != SRC and path.stem != "__init__"]


def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def mirror(folder: Path) -> Path:
    """The folder under tests/unit that mirrors a folder of src."""
    inside = folder.relative_to(SRC)
    return UNIT / (inside if inside.parts[0] == "records" else inside.relative_to("retrain"))


def is_test_of(test: Path, module: Path) -> bool:
    name = f"test_{module.stem}"
    return test.parent == mirror(module.parent) and (test.stem == name or test.stem.startswith(f"{name}_"))


def has_public_function(text: str) -> bool:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return any(isinstance(node, functions) and not node.name.startswith("_") for node in ast.walk(ast.parse(text)))


@pytest.mark.parametrize("test", UNIT_TESTS, ids=str)
def test_a_unit_test_is_named_after_a_module(test):
    assert any(is_test_of(test, module) for module in MODULES), f"no module of the mirrored folder begins {test}'s name"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_with_public_functions_has_a_test_of_its_name(module):
    text = text_of(module)
    if has_public_function(text) and code_lines(text) >= LEAST_LINES:
        expected = mirror(module.parent) / f"test_{module.stem}.py"
        assert any(is_test_of(test, module) for test in UNIT_TESTS), f"add {expected}"


@pytest.mark.parametrize("test", TEST_FILES, ids=str)
def test_the_first_line_of_a_test_file_is_a_sentence(test):
    first_line = (ast.get_docstring(ast.parse(text_of(test))) or "").partition("\n")[0]
    assert first_line.endswith(".") or ". " in first_line, f"{test}: say in the first line what it proves"
