"""Measures the accuracy of each worked example on its holdouts, as the README's table states it.

Run it in the repository's root: `python benchmarks/examples.py`, or with the names of some tasks.
It trains with three seeds in a clone under `.work/`. It needs the public data in `data/external/`.
"""

import csv
import shutil
import subprocess
import sys

from measuring import ROOT, Result, dataset, show

CLONE = ROOT / ".work/examples"
HOLDOUTS = ("sealed", "recent")
TASKS = (
    "banking77",
    "clinc150",
    "digits",
    "tate",
)
SEEDS = (1, 2, 3)


def main(*tasks: str) -> list[Result]:
    """The accuracy of each task on both holdouts, once a seed."""
    make_clone()
    return [result for task in tasks or TASKS for result in task_results(task)]


def make_clone() -> None:
    """Clones the committed files, without a production model."""
    shutil.rmtree(CLONE, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(CLONE)], check=True)
    (CLONE / "models/production").mkdir()
    (CLONE / "data/external").mkdir()


def task_results(task: str) -> list[Result]:
    """The accuracy of one task."""
    link_data(task)
    rounds = [accuracies(task, seed) for seed in SEEDS]
    return [Result(f"{task}, {name} rows", "accuracy", [scores[name] for scores in rounds]) for name in HOLDOUTS]


def link_data(task: str) -> None:
    """Links the data of a task into the clone; the digits come with scikit-learn."""
    if task != "digits":
        (CLONE / "data/external" / task).symlink_to(dataset(task))


def accuracies(task: str, seed: int) -> dict[str, float]:
    """Trains with one seed and predicts both holdouts with the judging pipeline's first stage."""
    run(
        "-m",
        "retrain.cli.main",
        "params",
        "compose",
        "-S",
        f"task={task}",
        "-S",
        f"training.seed={seed}",
    )
    for stage in ("ingest", "adapt", "filter", "split", "featurize", "train", "predict"):
        run(f"src/{stage}.py")
    return {split: accuracy(split) for split in HOLDOUTS}


def accuracy(split: str) -> float:
    """The share of correct predictions on a holdout."""
    with (CLONE / f"judge/predictions/{split}/retrained.csv").open(newline="", encoding="utf-8") as file:
        correct = [row["truth"] == row["prediction"] for row in csv.DictReader(file)]
    return sum(correct) / len(correct)


def run(*arguments: str) -> None:
    """Runs Python with the clone's own code."""
    subprocess.run([sys.executable, *arguments], cwd=CLONE, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    show(main(*sys.argv[1:]))
