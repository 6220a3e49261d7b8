"""The pipeline files declare exactly what their stages read and write."""

import ast
import importlib
import json
from functools import cache
from pathlib import Path

import pytest
from repository_files import ROOT, files, git, python, read_yaml

TRAINING = read_yaml("dvc.yaml")["stages"]
JUDGING = read_yaml("judge/dvc.yaml")["stages"]
SEARCH = read_yaml("search/dvc.yaml")["stages"] if (ROOT / "search").is_dir() else {}
STAGES = {**TRAINING, **JUDGING, **SEARCH}
HOLDOUTS = ("data/splits/sealed.csv", "data/splits/recent.csv", "judge")
PRINT_GRAPH = """
import grimp, json, sys
sys.path.insert(0, "src")
graph = grimp.build_graph("retrain", "records", cache_dir=None)
print(json.dumps({module: sorted(graph.find_modules_directly_imported_by(module)) for module in graph.modules}))
"""
each_stage = pytest.mark.parametrize("name", STAGES)


@cache
def graph() -> dict[str, list[str]]:
    """The direct imports of each module, read in a process that sees only `src`."""
    return json.loads(python("-c", PRINT_GRAPH).stdout)


def imported_by_script(name: str) -> set[str]:
    """The modules that a stage's script imports itself, wherever in it."""
    nodes = ast.walk(ast.parse((ROOT / f"src/{name}.py").read_text(encoding="utf-8")))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    named = {f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    return {module for module in {node.module for node in imports} | named if module in graph()}


@cache
def imported(name: str) -> frozenset[str]:
    """The modules with code that a stage's script imports, directly or not, and their packages."""
    modules: set[str] = set()
    waiting = imported_by_script(name)
    while waiting:
        module = waiting.pop()
        modules.add(module)
        waiting |= (parents(module) | set(graph()[module])) - modules
    return frozenset(module for module in modules if has_code(module))


def parents(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts))}


def file_of(module: str) -> Path:
    path = Path("src", *module.split("."))
    return path / "__init__.py" if (ROOT / path).is_dir() else path.with_suffix(".py")


@cache
def has_code(module: str) -> bool:
    body = ast.parse((ROOT / file_of(module)).read_text(encoding="utf-8")).body
    return not all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in body)


def code_deps(name: str) -> list[Path]:
    return [Path(dep) for dep in STAGES[name]["deps"] if dep.startswith("src/")]


def covers(dep: Path, file: Path) -> bool:
    return dep == file or dep in file.parents


def uncovered(name: str, deps: list[Path]) -> list[Path]:
    needed = sorted({Path("src", f"{name}.py"), *map(file_of, imported(name))})
    return [file for file in needed if not any(covers(dep, file) for dep in deps)]


def data_beside(name: str) -> list[Path]:
    """The files other than Python, such as templates, of the packages that a stage imports."""
    packages = {file_of(module).parent for module in imported(name)}
    data = [path for path in files("src") if path.suffix != ".py" and path.name != "py.typed"]
    return [path for path in data if path.parent in packages or path.parent.parent in packages]


def sections(name: str) -> type:
    """The class that a stage's script runs with, `run_stage(work, class)`."""
    tree = ast.parse((ROOT / f"src/{name}.py").read_text(encoding="utf-8"))
    (loaded,) = {
        call.args[1].id
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "run_stage"
    }
    (module,) = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and loaded in {alias.name for alias in node.names}
    }
    return getattr(importlib.import_module(module), loaded)


def outputs(stage: dict) -> dict[str, dict]:
    """Each output of a stage with its options."""
    declared = [*stage.get("outs", []), *stage.get("metrics", [])]
    mappings = [{output: {}} if isinstance(output, str) else output for output in declared]
    return {path: options for mapping in mappings for path, options in mapping.items()}


def ignoring_file(out: str) -> str | None:
    """The file whose line makes git ignore an output, whether the output exists here or not."""
    path = out if Path(out).suffix else f"{out}/anything"
    matched_line = git("check-ignore", "--no-index", "--verbose", path).stdout
    return matched_line.split(":")[0] if matched_line else None


@each_stage
def test_code_deps_cover_every_module_that_the_stage_imports(name):
    assert uncovered(name, code_deps(name)) == []


@each_stage
def test_code_deps_cover_the_data_beside_those_modules(name):
    deps = code_deps(name)
    assert [path for path in data_beside(name) if not any(covers(dep, path) for dep in deps)] == []


def test_some_stage_reads_data_beside_its_modules():
    assert {path.suffix for name in STAGES for path in data_beside(name)} >= {".j2"}


@each_stage
def test_no_code_dep_is_unused(name):
    needed = [Path("src", f"{name}.py"), *map(file_of, imported(name))]
    assert [dep for dep in code_deps(name) if not any(covers(dep, file) for file in needed)] == []


@each_stage
def test_a_code_dep_that_is_left_out_is_noticed(name):
    deps = code_deps(name)
    assert [dep for dep in deps if not uncovered(name, [other for other in deps if other != dep])] == []


@each_stage
def test_params_are_the_sections_that_the_script_loads(name):
    assert sorted(STAGES[name]["params"]) == sorted(sections(name).model_fields)


@each_stage
def test_a_stage_has_a_description_and_runs_its_script_from_the_root(name):
    stage = STAGES[name]
    assert stage["desc"].strip().endswith(".")
    assert stage["cmd"] == f"python src/{name}.py"
    assert stage.get("wdir", ".") == ("." if name in TRAINING else "..")


def test_each_script_is_a_stage_of_one_pipeline():
    scripts = [path.stem for path in files("src", suffix=".py") if path.parent == Path("src")]
    assert sorted(STAGES) == sorted(scripts)


@each_stage
def test_a_cached_output_is_ignored_by_a_committed_line(name):
    cached = [out for out, options in outputs(STAGES[name]).items() if options.get("cache", True)]
    committed = {str(path) for path in files() if path.name == ".gitignore"}
    assert [out for out in cached if ignoring_file(out) not in committed] == []


@each_stage
def test_an_output_that_git_holds_is_not_ignored(name):
    held = [out for out, options in outputs(STAGES[name]).items() if not options.get("cache", True)]
    assert [out for out in held if ignoring_file(out)] == []


@pytest.mark.parametrize("name", {**TRAINING, **SEARCH})
def test_neither_training_nor_a_search_opens_a_holdout(name):
    deps = [Path(dep) for dep in STAGES[name]["deps"]]
    closed = [Path(path) for path in HOLDOUTS]
    assert [dep for dep in deps for path in closed if covers(dep, path) or covers(path, dep)] == []


def test_only_evaluate_reads_the_oracle():
    oracle = Path("data/raw/oracle.csv")
    assert [name for name in STAGES if any(covers(Path(dep), oracle) for dep in STAGES[name]["deps"])] == ["evaluate"]


def test_only_the_pipeline_of_evaluate_names_the_oracle():
    named = [
        path.as_posix()
        for path in files("src/retrain", suffix=".py")
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "ORACLE"
    ]
    assert named == ["src/retrain/pipeline/evaluate.py"]
