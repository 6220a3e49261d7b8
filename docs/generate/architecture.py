"""Brings the generated parts of docs/architecture.md and README.md up to date.

`make architecture` writes them from the import graph, the pipelines and the stored trace; `make architecture TRACE=1`
first runs the demo under a tracer, in a clone of the last commit, which takes about a minute.
"""

import json
import os
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path

from import_graph import SCRIPTS, Room, reduced, room_imports, rooms, storeys
from picture import draw
from pipelines import PIPELINES, Stage, read_stages, stage_graph, stage_table

ROOT = Path(__file__).resolve().parents[2]
TRACE = Path(__file__).with_name("trace.json")
EVERY_STAGE = ("retrain.ml_configuration.", "retrain.configuration.", "retrain.workspace.")
Trace = dict[str, dict[str, int]]


def generated_files(root: Path = ROOT) -> dict[Path, str]:
    """The files that have generated parts, with the text that they should have."""
    stages = read_stages(root)
    all_rooms = rooms(root)
    trace = existing_modules(root, json.loads(TRACE.read_text(encoding="utf-8")))
    blocks = {
        "pipelines": f"```mermaid\n{stage_graph(stages)}\n```",
        "rooms": room_table(all_rooms),
        **{f"{pipeline} stages": stage_table(stages, pipeline) for pipeline in PIPELINES},
        "stage modules": stage_modules(stages, trace),
        "request modules": request_modules(trace["request"]),
    }
    texts = {path: path.read_text(encoding="utf-8") for path in (root / "README.md", root / "docs/architecture.md")}
    picture = draw(storeys(root), reduced(room_imports(root)), all_rooms)
    return {root / "docs/architecture.svg": picture} | {path: filled(text, blocks) for path, text in texts.items()}


def filled(text: str, blocks: dict[str, str]) -> str:
    """A document with the text of each block between its two markers."""
    for name, block in blocks.items():
        start, end = f"<!-- generated: {name} -->\n", "<!-- end -->"
        before, found, after = text.partition(start)
        text = f"{before}{start}{block}\n{end}{after.partition(end)[2]}" if found else text
    return text


def room_table(all_rooms: list[Room]) -> str:
    """Lines of code a room, with the total."""
    lines = ["| room | what it holds | modules | lines of code |", "|---|---|---|---|"]
    for room in all_rooms:
        name = "src/*.py" if room.name == SCRIPTS else f"{room.name}/"
        lines.append(f"| `{name}` | {room.purpose} | {room.modules} | {room.lines:,} |")
    modules = sum(room.modules for room in all_rooms)
    return "\n".join([*lines, f"| together | | {modules} | {sum(room.lines for room in all_rooms):,} |"])


def stage_modules(stages: list[Stage], trace: Trace) -> str:
    """A Markdown list: the modules that each traced stage enters, without those of `EVERY_STAGE`."""
    lines = []
    for stage in stages:
        if stage.name in trace:
            own = [module for module in trace[stage.name] if not module.startswith(EVERY_STAGE)]
            lines.append(f"1. `{stage.name}`: {in_rooms(own)}")
    return "\n".join(lines)


def request_modules(entries: dict[str, int]) -> str:
    """The modules that a served request enters, and how many they are."""
    repeated = sum(count > 1 for count in entries.values())
    return f"{in_rooms(list(entries))}\n\n{len(entries)} modules, of which {repeated} are entered more than once."


def in_rooms(modules: list[str]) -> str:
    """Modules in their order, those of one room that follow each other named together."""
    groups = groupby(modules, key=lambda module: module.removeprefix("retrain.").split(".")[0])
    return " → ".join(f"**{room}** {', '.join(_inside(module, room) for module in inside)}" for room, inside in groups)


def existing_modules(root: Path, trace: Trace) -> Trace:
    """The trace without stages and modules that are gone since it was made."""
    files = {path.relative_to(root / "src").with_suffix("").as_posix() for path in (root / "src").rglob("*.py")}
    modules = {file.removesuffix("/__init__").replace("/", ".") for file in files}
    return {
        name: {module: count for module, count in entries.items() if module in modules}
        for name, entries in trace.items()
        if name == "request" or name in modules
    }


def trace_demo(root: Path = ROOT) -> None:
    """Runs the stages of the training and the judging pipeline, and one request, in a clone, and stores the trace."""
    clone = root / ".work/architecture"
    shutil.rmtree(clone, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--local", root, clone], check=True)
    environment = {**os.environ, "PYTHONPATH": str(clone / "src"), "RETRAIN_WORK_DIR": str(clone / ".work")}
    environment["DVC_NO_ANALYTICS"] = "1"
    out = clone / "trace.json"
    trace: Trace = {}
    subprocess.run(["retrain", "promote", "--restore"], cwd=clone, env=environment, check=True)
    stages = [stage for stage in read_stages(clone) if stage.pipeline != "search"]
    for name, traced in [*((stage.name, f"src/{stage.name}.py") for stage in stages), ("request", "request")]:
        tracer = Path(__file__).with_name("trace_modules.py")
        subprocess.run([sys.executable, tracer, out, traced], cwd=clone, env=environment, check=True)
        trace[name] = json.loads(out.read_text(encoding="utf-8"))
    TRACE.write_text(json.dumps(trace, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(clone)


def _inside(module: str, room: str) -> str:
    return module.removeprefix("retrain.").removeprefix(room).removeprefix(".") or "`__init__`"


if __name__ == "__main__":
    if "--trace" in sys.argv[1:]:
        trace_demo()
    for path, text in generated_files().items():
        path.write_text(text, encoding="utf-8")
