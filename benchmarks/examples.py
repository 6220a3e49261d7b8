"""The accuracy of each worked example on the rows that were kept apart, as the README's table states it.

Run it in the repository's root: `python benchmarks/examples.py`, or with the names of some tasks. It trains with three
seeds in a clone under `.work/`. The public data lie in `data/external/`; a task whose data are absent is skipped.
"""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path.cwd()
CLONE = ROOT / ".work/examples"
DATASETS = (ROOT / "data/external", ROOT.parent / "shared/datasets")
TASKS = ("banking77", "clinc150", "digits", "tate")
SEEDS = (1, 2, 3)


def main() -> None:
    """Prints one line a task, seed and holdout."""
    make_clone()
    for task in sys.argv[1:] or TASKS:
        if not linked(task):
            continue
        for seed in SEEDS:
            print(f"{task}, seed {seed}: {accuracies(task, seed)}", flush=True)


def make_clone() -> None:
    """Clones what is committed, without a model in production."""
    shutil.rmtree(CLONE, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(CLONE)], check=True)
    (CLONE / "models/production").mkdir()
    (CLONE / "data/external").mkdir()


def linked(task: str) -> bool:
    """Whether the task's data are there, and now in the clone too."""
    place = next((folder / task for folder in DATASETS if (folder / task).exists()), None)
    if place:
        (CLONE / "data/external" / task).symlink_to(place)
    elif task != "digits":
        print(f"{task}: skipped, data/external/{task} is absent; conf/source/{task}.yaml says where to get it")
        return False
    return True


def accuracies(task: str, seed: int) -> str:
    """Trains with one seed and lets the court's first stage answer both holdouts."""
    run("retrain.cli.main", "params", "compose", "-S", f"task={task}", "-S", f"training.seed={seed}")
    for stage in ("ingest", "adapt", "filter", "split", "featurize", "train", "predict"):
        run(f"retrain.stages.{stage}")
    return ", ".join(accuracy(split) for split in ("sealed", "recent"))


def accuracy(split: str) -> str:
    """The share of right answers on a holdout."""
    with (CLONE / f"judge/predictions/{split}/retrained.csv").open(newline="", encoding="utf-8") as file:
        right = [row["truth"] == row["prediction"] for row in csv.DictReader(file)]
    return f"{split} {sum(right) / len(right):.4f} of {len(right)}"


def run(module: str, *arguments: str) -> None:
    """Runs a module of the clone's own code."""
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=CLONE, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
