"""The accuracy of each worked example on the rows that were kept apart, as the README's table states it.

Run it in the repository's root: `python benchmarks/examples.py`, or with the names of some tasks. It trains with three
seeds in a clone under `.work/`. The public data lie in `data/external/`; without them it ends with a message.
"""

import csv
import shutil
import subprocess
import sys

from measuring import ROOT, Result, dataset, show

CLONE = ROOT / ".work/examples"
HOLDOUTS = ("sealed", "recent")
TASKS = ("banking77", "clinc150", "digits", "tate")
SEEDS = (1, 2, 3)


def main(*tasks: str) -> list[Result]:
    """The accuracy of each task on both holdouts, once a seed."""
    make_clone()
    return [result for task in tasks or TASKS for result in on(task)]


def make_clone() -> None:
    """Clones what is committed, without a model in production."""
    shutil.rmtree(CLONE, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(CLONE)], check=True)
    (CLONE / "models/production").mkdir()
    (CLONE / "data/external").mkdir()


def on(task: str) -> list[Result]:
    """The accuracy of one task."""
    linked(task)
    rounds = [accuracies(task, seed) for seed in SEEDS]
    return [Result(f"{task}, {name} rows", "accuracy", [one[name] for one in rounds]) for name in HOLDOUTS]


def linked(task: str) -> None:
    """Puts the data of a task into the clone; scikit-learn brings the digits."""
    if task != "digits":
        (CLONE / "data/external" / task).symlink_to(dataset(task))


def accuracies(task: str, seed: int) -> dict[str, float]:
    """Trains with one seed and lets the court's first stage answer both holdouts."""
    run("-m", "retrain.cli.main", "params", "compose", "-S", f"task={task}", "-S", f"training.seed={seed}")
    for stage in ("ingest", "adapt", "filter", "split", "featurize", "train", "predict"):
        run(f"src/{stage}.py")
    return {split: accuracy(split) for split in HOLDOUTS}


def accuracy(split: str) -> float:
    """The share of right answers on a holdout."""
    with (CLONE / f"judge/predictions/{split}/retrained.csv").open(newline="", encoding="utf-8") as file:
        right = [row["truth"] == row["prediction"] for row in csv.DictReader(file)]
    return sum(right) / len(right)


def run(*arguments: str) -> None:
    """Runs the clone's own code."""
    subprocess.run([sys.executable, *arguments], cwd=CLONE, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    show(main(*sys.argv[1:]))
