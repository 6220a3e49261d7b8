"""The code stays small, portable, and free of pickle."""

import ast
import re
import subprocess

import pytest
from repository_files import ROOT, files

LINES = 10_000
LONGEST = 300
MACHINE_PATH = re.compile(r"(?<![\w.$~})*-])/(?:home|root|work|farm|Users|mnt)/")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|download\.pytorch\.org|npmjs\.org|anaconda\.org|jsdelivr\.net")
PICKLING = {"pickle", "cPickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "skops"}


def text_of(path) -> str:
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def line_count(path) -> int:
    return len(text_of(path).splitlines())


def code_line_count(path) -> int:
    """Lines that are not blank; of Python also without docstrings."""
    text = text_of(path)
    documented = set()
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                documented.update(range(node.lineno, node.end_lineno + 1))
    return sum(bool(line.strip()) and number not in documented for number, line in enumerate(text.splitlines(), 1))


def imported_by(tree: ast.Module) -> set[str]:
    nodes = list(ast.walk(tree))
    plain = {alias.name for one in nodes if isinstance(one, ast.Import) for alias in one.names}
    return {
        name.partition(".")[0]
        for name in plain | {one.module or "" for one in nodes if isinstance(one, ast.ImportFrom)}
    }


def allows_pickle(tree: ast.Module) -> bool:
    given = (one for one in ast.walk(tree) if isinstance(one, ast.keyword) and one.arg == "allow_pickle")
    return any(not isinstance(one.value, ast.Constant) or one.value.value is not False for one in given)


def taken_out() -> set[str]:
    """What the blocks of docs/extend.md remove: the parts that nobody has to keep."""
    removals = re.findall(r"git rm -r --quiet --ignore-unmatch (.*?)\n(?! )", text_of("docs/extend.md"), re.DOTALL)
    script = "\n".join(f"git ls-files -- {paths}" for paths in removals)
    assert removals
    return set(subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True).stdout.split())


def test_what_everybody_keeps_stays_within_ten_thousand_lines_of_code():
    optional = taken_out()
    assert sum(code_line_count(path) for path in files("src") if path.as_posix() not in optional) <= LINES


def test_blank_lines_and_docstrings_are_not_code(tmp_path):
    file = tmp_path / "module.py"
    file.write_text('"""Says\nwhat."""\n\nTEXT = """kept\nlines"""\n')
    assert code_line_count(file) == 2


def test_no_module_is_long():
    modules = [path for path in files(suffix=".py") if path.name != "wording.py"]
    assert {str(path): line_count(path) for path in modules if line_count(path) > LONGEST} == {}


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["a path of one machine", "the host of a registry"])
def test_no_file_names(pattern):
    assert {str(path): found[0] for path in files() if (found := pattern.search(text_of(path)))} == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(MACHINE_PATH, f"see /{'home'}/me"), (MACHINE_PATH, f'"/{"work"}/x"'), (REGISTRY, f"https://{'pypi'}.org/simple")],
)
def test_a_machine_path_or_registry_would_be_found(pattern, text):
    assert pattern.search(text)


@pytest.mark.parametrize("path", files("src", suffix=".py"), ids=lambda path: path.as_posix().removeprefix("src/"))
def test_nothing_is_pickled(path):
    tree = ast.parse(text_of(path))
    assert imported_by(tree) & PICKLING == set()
    assert not allows_pickle(tree)
