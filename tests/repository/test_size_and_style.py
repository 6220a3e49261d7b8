"""The code stays small, portable, and free of pickle."""

import ast
import re

import pytest
from removals import optional_parts
from repository_files import ROOT, files

LINES = 9_000
WIDE, MOST_WIDE = 100, 0.03
LONGEST = 300
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
MACHINE_PATH = re.compile(r"(?<![\w.$~})*-])/(?:home|root|work|farm|Users|mnt)/")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|download\.pytorch\.org|npmjs\.org|anaconda\.org|jsdelivr\.net")
PICKLING = {"pickle", "cPickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "skops"}


def text_of(path) -> str:
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def line_count(path) -> int:
    return len(text_of(path).splitlines())


def code_line_count(path) -> int:
    """Lines of a Python file that are no blank, comment or docstring."""
    text = text_of(path)
    documented: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            documented.update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    lines = enumerate(map(str.strip, text.splitlines()), 1)
    return sum(bool(line) and not line.startswith("#") and number not in documented for number, line in lines)


def imported_by(tree: ast.Module) -> set[str]:
    nodes = list(ast.walk(tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {
        name.partition(".")[0]
        for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    }


def allows_pickle(tree: ast.Module) -> bool:
    keywords = (node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "allow_pickle")
    return any(not isinstance(node.value, ast.Constant) or node.value.value is not False for node in keywords)


def code_lines_by_room() -> dict[str, int]:
    """Lines of Python code by room: a folder of `retrain`, `records`, or the stage scripts."""
    rooms: dict[str, int] = {}
    for path in files("src", suffix=".py"):
        room = "/".join(path.parts[1:-1][:2]) or "stage scripts"
        rooms[room] = rooms.get(room, 0) + code_line_count(path)
    return rooms


def test_what_cannot_be_removed_stays_within_nine_thousand_lines_of_code(capsys):
    rooms = code_lines_by_room()
    removable = set().union(*(part.files() for part in optional_parts()))
    optional = sum(code_line_count(path) for path in files("src", suffix=".py") if path in removable)
    whole = sum(rooms.values())
    with capsys.disabled():
        print("\n" + "\n".join(f"{count:6,}  {room}" for room, count in sorted(rooms.items())))
        print(f"{whole:6,}  all of src/, of which {optional:,} can be removed and {whole - optional:,} stay")
    assert whole - optional <= LINES


def test_few_lines_are_long():
    lines = [line for path in files("src", suffix=".py") for line in text_of(path).splitlines() if line.strip()]
    assert sum(len(line) > WIDE for line in lines) <= MOST_WIDE * len(lines)


def test_blank_lines_comments_and_docstrings_are_not_code(tmp_path):
    file = tmp_path / "module.py"
    file.write_text('"""Says\nwhat."""\n\n# A comment.\nTEXT = """kept\nlines"""\n')
    assert code_line_count(file) == 2


def test_no_module_is_long():
    modules = [path for path in files(suffix=".py") if path.name != "wording.py"]
    assert {str(path): line_count(path) for path in modules if line_count(path) > LONGEST} == {}


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["a path of one machine", "the host of a registry"])
def test_no_file_names(pattern):
    assert {str(path): found[0] for path in files() if (found := pattern.search(text_of(path)))} == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATH, f"see /{'home'}/me"),
        (MACHINE_PATH, f'"/{"work"}/x"'),
        (REGISTRY, f"https://{'pypi'}.org/simple"),
    ],
)
def test_a_machine_path_or_registry_would_be_found(pattern, text):
    assert pattern.search(text)


@pytest.mark.parametrize("path", files("src", suffix=".py"), ids=lambda path: path.as_posix().removeprefix("src/"))
def test_nothing_is_pickled(path):
    tree = ast.parse(text_of(path))
    assert imported_by(tree) & PICKLING == set()
    assert not allows_pickle(tree)
