"""Every public name of a brick is used in a test, and every brick documents its allowed imports."""

import ast
from functools import cache

import pytest
from repository_files import BRICKS, ROOT, files


@cache
def names_in_tests() -> frozenset[tuple[str, str]]:
    """(brick, name) of every name that a test file imports from a brick and uses."""
    return frozenset(pair for path in files("tests", suffix=".py") for pair in used_names(ast_of(path)))


def ast_of(path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def used_names(tree: ast.Module) -> set[tuple[str, str]]:
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return {
        (brick, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (brick := brick_of(node.module or ""))
        for alias in node.names
        if (alias.asname or alias.name) in loaded
    }


def brick_of(module: str) -> str | None:
    root, _, rest = module.partition(".")
    brick = rest.partition(".")[0]
    return brick if root == "retrain" and brick in BRICKS else None


def public_names(brick: str) -> list[str]:
    """`__all__`, read and not imported: torch alone takes seconds."""
    (listed,) = [
        node.value
        for node in ast_of(f"src/retrain/{brick}/__init__.py").body
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]
    ]
    return ast.literal_eval(listed)


@pytest.mark.parametrize("brick", BRICKS)
def test_each_public_name_of_a_brick_is_used_in_a_test(brick):
    public = public_names(brick)
    assert public
    assert [name for name in public if (brick, name) not in names_in_tests()] == []


@pytest.mark.parametrize("brick", BRICKS)
def test_a_brick_documents_its_allowed_imports(brick):
    document = ast.get_docstring(ast_of(f"src/retrain/{brick}/__init__.py"))
    assert "may import `retrain.ml_configuration`" in document.replace("May import", "may import")


def test_an_unused_import_does_not_count_as_a_test():
    assert used_names(ast.parse("from retrain.taggers import tag")) == set()
    assert used_names(ast.parse("from retrain.taggers import tag\ntag()")) == {("taggers", "tag")}
