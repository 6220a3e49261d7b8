"""A `dvc repro` that has nothing to do, beside one of as many empty stages, interleaved in one run.

Run in a repository whose road has run: `python benchmarks/no_op.py`. Prints the medians in seconds and their ratio.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

REPEATS = 7


def main() -> None:
    """Times both and prints the medians."""
    stages = len(yaml.safe_load(Path("dvc.yaml").read_text())["stages"])
    with tempfile.TemporaryDirectory() as folder:
        peer = empty_stages(Path(folder), stages)
        repro(peer)
        seconds = [(repro(Path()), repro(peer)) for _ in range(REPEATS)]
    ours, theirs = (statistics.median(column) for column in zip(*seconds, strict=True))
    print(f"no-op dvc repro, {stages} stages, median of {REPEATS}: {ours:.2f} s")
    print(f"as many empty stages: {theirs:.2f} s")
    print(f"ratio: {ours / theirs:.2f}")


def empty_stages(folder: Path, count: int) -> Path:
    """A repository of so many stages that depend on a small file each and write one."""
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    subprocess.run([sys.executable, "-m", "dvc", "init", "--quiet"], cwd=folder, check=True)
    shutil.copyfile(".dvc/config", folder / ".dvc/config")
    stages = {}
    for number in range(count):
        (folder / f"in{number}").write_text("x")
        stages[f"stage{number}"] = {
            "cmd": f"cp in{number} out{number}",
            "deps": [f"in{number}"],
            "outs": [f"out{number}"],
        }
    (folder / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}))
    return folder


def repro(folder: Path) -> float:
    """The seconds that `dvc repro` takes in a folder."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "dvc", "repro", "--quiet"], cwd=folder, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
