"""The stages of the pipelines in the order of their files, as a graph and as tables."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from import_graph import Edges, reduced

PIPELINES = {
    "training": "dvc.yaml",
    "judging": "judge/dvc.yaml",
    "search": "search/dvc.yaml",
}


@dataclass(frozen=True)
class Stage:
    """One stage of a pipeline.

    Attributes:
        pipeline: a key of `PIPELINES`.
        name: of the stage.
        description: its `desc`.
        reads: dependencies that are no code.
        params: sections of `params.yaml`.
        writes: outputs, metrics included.
    """

    pipeline: str
    name: str
    description: str
    reads: tuple[str, ...]
    params: tuple[str, ...]
    writes: tuple[str, ...]


def read_stages(root: Path) -> list[Stage]:
    """The stages of all pipelines that exist, in the order in which their files declare them."""
    stages: list[Stage] = []
    for pipeline, file in PIPELINES.items():
        if (root / file).is_file():
            declared = yaml.safe_load((root / file).read_text(encoding="utf-8"))["stages"]
            stages += [_stage(pipeline, name, body) for name, body in declared.items()]
    return stages


def stage_graph(stages: list[Stage]) -> str:
    """A Mermaid flowchart of the training and the judging pipeline, with the folders that no stage writes."""
    shown = [stage for stage in stages if stage.pipeline != "search"]
    outside = _outside(shown)
    edges = reduced(_producers(shown) | {folder: set() for folder in outside})
    lines = ["flowchart LR"]
    for pipeline in dict.fromkeys(stage.pipeline for stage in shown):
        names = " & ".join(stage.name for stage in shown if stage.pipeline == pipeline)
        lines += [f'  subgraph {pipeline}["{pipeline} pipeline: {PIPELINES[pipeline]}"]', f"    {names}", "  end"]
    nodes = {folder: f"{folder.replace('/', '_')}[({folder})]" for folder in outside}
    for stage in shown:
        sources = " & ".join(nodes.get(source, source) for source in sorted(edges[stage.name]))
        if sources and lines[-1].endswith(f"--> {sources}"):
            lines[-1] += f" --> {stage.name}"
        elif sources:
            lines.append(f"  {sources} --> {stage.name}")
    return "\n".join(lines)


def stage_table(stages: list[Stage], pipeline: str) -> str:
    """A Markdown table of one pipeline: what each stage does, reads and writes."""
    lines = ["| stage | what it does | reads | sections of `params.yaml` | writes |", "|---|---|---|---|---|"]
    for stage in stages:
        if stage.pipeline == pipeline:
            reads, params, writes = (_listed(paths) for paths in (stage.reads, stage.params, stage.writes))
            lines.append(f"| `{stage.name}` | {stage.description} | {reads} | {params} | {writes} |")
    return "\n".join(lines)


def _stage(pipeline: str, name: str, body: dict[str, Any]) -> Stage:
    reads = tuple(path for path in body["deps"] if not path.startswith("src/"))
    outputs = [*body.get("outs", []), *body.get("metrics", [])]
    writes = tuple(path if isinstance(path, str) else next(iter(path)) for path in outputs)
    return Stage(pipeline, name, body["desc"], reads, tuple(body["params"]), writes)


def _producers(stages: list[Stage]) -> Edges:
    """For each stage the stages, and the folders that no stage writes, which it reads from."""
    outside = _outside(stages)
    producers: Edges = {}
    for stage in stages:
        before = {other.name for other in stages if other is not stage and _overlap(stage.reads, other.writes)}
        producers[stage.name] = before | {folder for folder in outside if folder in stage.reads}
    return producers


def _outside(stages: list[Stage]) -> list[str]:
    """The folders that stages read and no stage writes: models, labels and decisions; settings are left out."""
    read = {path for stage in stages for path in stage.reads if not Path(path).suffix and not path.startswith("conf/")}
    written = [path for stage in stages for path in stage.writes]
    return sorted(path for path in read if not _overlap((path,), tuple(written)))


def _overlap(reads: tuple[str, ...], writes: tuple[str, ...]) -> bool:
    return any(
        read == written or read.startswith(f"{written}/") or written.startswith(f"{read}/")
        for read in reads
        for written in writes
    )


def _listed(paths: tuple[str, ...]) -> str:
    return ", ".join(f"`{path}`" for path in paths)
