"""Measures imports and configuration of each stage and of the command line in a fresh process.

The peer imports only the libraries that the work needs. Run it in the repository's root:
`python benchmarks/start_up.py`.
"""

import resource
import subprocess
import sys

from measuring import ROOT, Result, in_turns, show

REPEATS = 3
LIGHT, TRAINING = (
    "import numpy, pandas, pydantic, yaml",
    "import torch, pytorch_lightning, pandas, scipy.sparse",
)
STAGES = sorted(path.stem for path in (ROOT / "src").glob("*.py"))
TRAINING_STAGES = ("search", "train")


def main() -> list[Result]:
    """The CPU time of each stage and of the command line."""
    cases = {
        **{f"stage {stage}": (before_work(stage), TRAINING if stage in TRAINING_STAGES else LIGHT) for stage in STAGES},
        "command retrain": ("import retrain.cli.main", "import typer, pydantic, yaml"),
    }
    return [compare(name, ours, peer) for name, (ours, peer) in cases.items()]


def compare(name: str, ours: str, peer: str) -> Result:
    """Measures two pieces of code in turns."""
    return Result(name, "CPU s", *in_turns(REPEATS, lambda: fresh(ours), lambda: fresh(peer)), peer)


def before_work(stage: str) -> str:
    """The statements that a stage runs before it works."""
    return (
        f"import sys; sys.path.insert(0, 'src'); import {stage} as stage\n"
        "from retrain.configuration import load\n"
        "load(next(kind for name, kind in vars(stage).items() if name.endswith('Sections')))"
    )


def fresh(statements: str) -> float:
    """The CPU seconds of statements in a fresh Python, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", statements], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    show(main())
