"""Measures `dvc repro` with nothing to do, beside one of as many empty stages and files.

DVC reads every pipeline file of a repository, whichever it runs, so the peer has a second one as
well.

Run in a repository where `dvc repro` has run: `python benchmarks/no_op.py`.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from measuring import Result, in_turns, show

REPEATS = 15
PIPELINES = (Path("dvc.yaml"), Path("judge/dvc.yaml"))


def main() -> list[Result]:
    """The seconds of both."""
    stages = [len(yaml.safe_load(path.read_text(encoding="utf-8"))["stages"]) for path in PIPELINES]
    with tempfile.TemporaryDirectory() as folder:
        peer = empty_stages(Path(folder), stages)
        repro(peer, "--all-pipelines")
        seconds = in_turns(REPEATS, lambda: repro(Path()), lambda: repro(peer))
    return [
        Result(
            f"dvc repro with nothing to do, {stages[0]} stages of {sum(stages)}",
            "s",
            *seconds,
            "empty stages",
        )
    ]


def empty_stages(folder: Path, counts: list[int]) -> Path:
    """A repository with the same pipeline files; each stage copies a small file."""
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    subprocess.run([sys.executable, "-m", "dvc", "init", "--quiet"], cwd=folder, check=True)
    shutil.copyfile(".dvc/config", folder / ".dvc/config")
    for path, count in zip(PIPELINES, counts, strict=True):
        target = folder / path.parent
        target.mkdir(exist_ok=True)
        for number in range(count):
            (target / f"in{number}").write_text(str(path), encoding="utf-8")
        stages = {
            f"stage{number}": {
                "cmd": f"cp in{number} out{number}",
                "deps": [f"in{number}"],
                "outs": [f"out{number}"],
            }
            for number in range(count)
        }
        (folder / path).write_text(yaml.safe_dump({"stages": stages}), encoding="utf-8")
    return folder


def repro(folder: Path, *options: str) -> float:
    """The seconds that `dvc repro` takes in a folder."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "dvc", "repro", "--quiet", *options],
        cwd=folder,
        check=True,
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    show(main())
