"""Measures CPU time and peak memory of all stages over the number of rows, and the accuracy.

The example task `usda_nutrients` runs stage by stage on a share of its foods, then on all, in a
clone under `.work/` without memoised features. Its data are in `data/external/usda_sr26/`. Accuracy
is measured on all rows from 2010 on with three seeds, separately for foods without a row before
2010.

Run it in the repository's root: `python benchmarks/scale.py`, or with numbers of rows (10000 100000
632894). It draws `benchmarks/scale.svg` and prints the costs of each stage.
"""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import yaml
from curves import curves
from measuring import ROOT, Result, dataset, show

from retrain.model.classifier import Classifier
from retrain.workspace.csv_tables import TableColumns

CLONE = ROOT / ".work/scale"
PLOT = ROOT / "benchmarks/scale.svg"
FILE = "usda_sr26/nutrient_rows.csv.gz"
SOURCE = "conf/source/usda_nutrients.yaml"
TRAINING_STAGES = ("ingest", "adapt", "filter", "split", "featurize", "train", "evaluate")
STAGES = (
    *TRAINING_STAGES,
    "predict",
    "decide",
    "drift",
    "report",
)
ALL = 632_894
SIZES = (10_000, 100_000, ALL)
ROWS = 50_000
SEEDS = (1, 2, 3)
TEST_FROM = "2010"
TEXT = {"dtype": str, "keep_default_na": False}


def main(*sizes: int) -> list[Result]:
    """The costs of all stages at each size, and the accuracy at the last one, once a seed."""
    data = dataset(FILE)
    clone()
    costs = pd.DataFrame(
        [cost for size in sizes or SIZES for cost in costs_of(data, size)],
        columns=["rows", "stage", "CPU s", "GiB"],
    )
    print(costs.pivot(index="stage", columns="rows").loc[[*STAGES]].round(2).to_string(), flush=True)
    together = costs.groupby("rows").agg({"CPU s": "sum", "GiB": "max"})
    PLOT.write_text(
        curves(together, "All stages of usda_nutrients; dashed: as fast as the rows"),
        encoding="utf-8",
    )
    named = ((f"{len(STAGES)} stages on {rows:,} rows", costs) for rows, costs in together.iterrows())
    return [Result(name, unit, [cost]) for name, costs in named for unit, cost in costs.items()] + accuracy_results()


def accuracy_results() -> list[Result]:
    """The accuracy on later rows, and on those of new foods."""
    raw = pd.read_csv(CLONE / "data/raw/records.csv", **TEXT)
    rounds = []
    for seed in SEEDS:
        compose(seed)
        measured("train")
        rounds.append(accuracies(raw))
    return [Result(name, "accuracy", [values[name] for values in rounds]) for name in rounds[0]]


def clone() -> None:
    """Makes the clone, without the digest of the source file."""
    shutil.rmtree(CLONE, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(CLONE)], check=True)
    for folder in ("models/production", "data/external/usda_sr26"):
        (CLONE / folder).mkdir(parents=True)
    source = yaml.safe_load((CLONE / SOURCE).read_text(encoding="utf-8"))
    (CLONE / SOURCE).write_text(yaml.safe_dump(source | {"sha256": {}}), encoding="utf-8")
    compose(SEEDS[0])


def compose(seed: int) -> None:
    """Composes the clone's parameters with a seed."""
    chosen = ("-S", "task=usda_nutrients", "-S", f"training.seed={seed}")
    command = [sys.executable, "-m", "retrain.cli.main", "params", "compose", *chosen]
    subprocess.run(command, cwd=CLONE, check=True, stdout=subprocess.DEVNULL)


def costs_of(data: Path, size: int) -> list[tuple[int, str, float, float]]:
    """Rows, stage, CPU seconds and GiB of each stage on about `size` rows of complete foods."""
    written = written_share(data, size)
    shutil.rmtree(CLONE / ".work", ignore_errors=True)
    return [(written, stage, *measured(stage)) for stage in STAGES]


def written_share(data: Path, size: int) -> int:
    """Writes rows in chunks, as a child process inherits this one's peak memory; returns their number."""
    every, rows = max(round(ALL / size), 1), 0
    with gzip.open(CLONE / "data/external" / FILE, "wt", compresslevel=1, encoding="utf-8", newline="") as file:
        for part in pd.read_csv(data, chunksize=ROWS, **TEXT):
            chosen = part[part["food_id"].astype(int) % every == 0]
            chosen.to_csv(file, index=False, header=part.index[0] == 0, lineterminator="\n")
            rows += len(chosen)
    return rows


def measured(stage: str) -> tuple[float, float]:
    """The CPU seconds and peak memory in GiB of a stage in a process of its own."""
    with subprocess.Popen([sys.executable, f"src/{stage}.py"], cwd=CLONE) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"stage {stage} failed")
    kibibytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return usage.ru_utime + usage.ru_stime, kibibytes / 2**20


def accuracies(raw: pd.DataFrame) -> dict[str, float]:
    """The accuracy on every row from 2010 on, and on rows of foods that have no earlier row."""
    late = raw["modified"].str[-4:] >= TEST_FROM
    later = raw[late].reset_index(drop=True)
    correct = Classifier.load(CLONE / "models/retrained").predict(TableColumns(later)).prediction == later["food_group"]
    new = ~later["food_id"].isin(raw.loc[~late, "food_id"])
    parts = {"rows": correct, "rows of foods with none before": correct[new]}
    return {f"{len(part):,} {name}, from {TEST_FROM} on": float(part.mean()) for name, part in parts.items()}


if __name__ == "__main__":
    show(main(*map(int, sys.argv[1:])))
