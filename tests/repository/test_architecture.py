"""The generated parts of docs/architecture.md and README.md are up to date."""

import json

import pytest
from architecture import EVERY_STAGE, TRACE, generated_files
from import_graph import SCRIPTS, code_lines, reduced, room_imports, rooms, storeys
from pipelines import read_stages
from repository_files import ROOT, files

STAGES = read_stages(ROOT)
TRACED = json.loads(TRACE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def generated():
    return generated_files(ROOT)


@pytest.mark.parametrize("name", ["README.md", "docs/architecture.md", "docs/architecture.svg"])
def test_a_generated_part_is_up_to_date(name, generated):
    assert (ROOT / name).read_text(encoding="utf-8") == generated[ROOT / name], "run `make architecture`"


def test_every_traced_module_exists():
    modules = {path.with_suffix("").as_posix().removeprefix("src/").replace("/", ".") for path in files("src")}
    traced = {module for entries in TRACED.values() for module in entries}
    removed = {module for module in traced if not (ROOT / "src" / "/".join(module.split(".")[:2])).exists()}
    assert traced - removed - modules == set(), "run `make architecture TRACE=1`"


def test_the_trace_has_the_stages_of_the_pipelines_in_their_order():
    expected = [stage.name for stage in STAGES if stage.pipeline != "search"]
    traced = [name for name in TRACED if name != "request" and (ROOT / f"src/{name}.py").exists()]
    assert traced == expected, "run `make architecture TRACE=1`"


def test_every_traced_stage_enters_a_module_of_its_own():
    assert [name for name, entries in TRACED.items() if all(module.startswith(EVERY_STAGE) for module in entries)] == []


def test_a_stage_comes_after_the_stages_whose_outputs_it_reads():
    written: set[str] = set()
    all_outputs = {path for stage in STAGES for path in stage.writes}
    for stage in STAGES:
        assert set(stage.reads) & all_outputs <= written
        written |= set(stage.writes)


def test_every_room_of_the_source_is_in_the_picture_once():
    shown = [room for row in storeys(ROOT) for room in row]
    folders = {path.parts[2] for path in files("src/retrain", suffix=".py") if len(path.parts) > 3}
    assert sorted(shown) == sorted({SCRIPTS, *folders})


def test_every_line_of_code_is_counted_in_one_room():
    counted = sum(code_lines((ROOT / path).read_text(encoding="utf-8")) for path in files("src", suffix=".py"))
    package = code_lines((ROOT / "src/retrain/__init__.py").read_text(encoding="utf-8"))
    assert sum(room.lines for room in rooms(ROOT)) == counted - package


def test_blank_lines_comments_and_docstrings_are_not_code():
    assert code_lines('"""Module.\n\nMore.\n"""\n\n# Comment.\nTEXT = """kept\nlines"""\n') == 2


def test_an_arrow_points_to_a_lower_storey():
    level = {room: number for number, row in enumerate(storeys(ROOT)) for room in row} | {"records": 99}
    arrows = [(source, target) for source, targets in room_imports(ROOT).items() for target in targets]
    assert [pair for pair in arrows if level[pair[0]] >= level[pair[1]]] == []


def test_an_arrow_that_a_longer_path_replaces_is_left_out():
    assert reduced({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {
        "a": {"b"},
        "b": {"c"},
        "c": set(),
    }
