"""Which room of `src/` imports which, and how many lines of code each has."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import grimp

SCRIPTS = "*.py"
RECORDS = "records"
Edges = dict[str, set[str]]


@dataclass(frozen=True)
class Room:
    """A folder of `src/retrain`, the feature store, or the stage scripts.

    Attributes:
        name: of the folder; `*.py` for the stage scripts.
        lines: of code, that is neither blank nor comment nor docstring.
        modules: number of files.
        purpose: the first sentence of the package's docstring.
    """

    name: str
    lines: int
    modules: int
    purpose: str


def storeys(root: Path) -> list[list[str]]:
    """The rooms by storey, from the top, as import-linter enforces them; rooms that were removed are left out.

    The stage scripts are beside the commands: neither imports the other.
    """
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == ["retrain"])
    rows = [re.findall(r"\w+", layer) for layer in layers]
    existing = [[name for name in row if (root / "src/retrain" / name).is_dir()] for row in rows]
    return [[SCRIPTS, *existing[0]], *filter(None, existing[1:])]


def code_lines(text: str) -> int:
    """The number of lines of a Python file that are neither blank nor comment nor docstring."""
    documented: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            has_docstring = ast.get_docstring(node, clean=False) is not None
            documented.update(_lines(node.body[0]) if has_docstring else ())
    numbered = enumerate(text.splitlines(), 1)
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and number not in documented
        for number, line in numbered
    )


def _lines(statement: ast.stmt) -> range:
    return range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)


def rooms(root: Path) -> list[Room]:
    """Every room of `src/`, stage scripts first, then from the top storey down, the feature store last."""
    names = [name for row in storeys(root) for name in row]
    return [_room(root, name) for name in (*names, RECORDS)]


def room_imports(root: Path) -> Edges:
    """The rooms that each room imports itself, without the indirect imports that a path of others already shows."""
    sys.path.insert(0, str(root / "src"))
    graph = grimp.build_graph("retrain", "records", cache_dir=None)
    sys.path.pop(0)
    edges: Edges = {SCRIPTS: {_room_of(module) for module in _imported_by_scripts(root)} - {"retrain"}}
    for module in graph.modules:
        imported = {_room_of(other) for other in graph.find_modules_directly_imported_by(module)}
        edges.setdefault(_room_of(module), set()).update(imported)
    edges.pop("retrain", None)
    return {room: imported - {room, "retrain"} for room, imported in edges.items()}


def reduced(edges: Edges) -> Edges:
    """The same graph without each edge that a longer path replaces (the transitive reduction of an acyclic graph)."""
    return {
        source: {target for target in targets if not any(_reaches(edges, via, target) for via in targets - {target})}
        for source, targets in edges.items()
    }


def _reaches(edges: Edges, source: str, target: str) -> bool:
    following = edges.get(source, set())
    return target in following or any(_reaches(edges, via, target) for via in following)


def _room(root: Path, name: str) -> Room:
    package = root / "src" / (RECORDS if name == RECORDS else f"retrain/{name}")
    files = sorted((root / "src").glob(SCRIPTS)) if name == SCRIPTS else sorted(package.rglob("*.py"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    purpose = "The stage scripts, one a stage." if name == SCRIPTS else _first_sentence(package)
    return Room(name, sum(map(code_lines, texts)), len(files), purpose)


def _first_sentence(package: Path) -> str:
    docstring = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""
    return re.split(r"(?<=\.)\s", " ".join(docstring.split()), maxsplit=1)[0]


def _room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "retrain" and len(parts) > 1 else parts[0]


def _imported_by_scripts(root: Path) -> Iterator[str]:
    for script in (root / "src").glob(SCRIPTS):
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("retrain.", "records")):
                yield node.module or ""
