"""What each stage costs as rows grow, ingest to report: processor seconds and peak memory; and how right it is then.

The example task `usda_nutrients` runs stage by stage on a share of its foods, then on all of them, in a clone under
`.work/`, from an empty memory of features. The data lie in `data/external/usda_sr26/`.

Run it in the repository's root: `python benchmarks/scale.py`, or with numbers of rows (10000 100000 632894). Prints a
table, draws `.work/scale.html`, and counts the right answers for every row from 2010 on with three seeds; those of a
food that has no row before 2010 are told apart.
"""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import yaml

from retrain.pipeline.classifier import Classifier

ROOT = Path.cwd()
CLONE = ROOT / ".work/scale"
PLOT = ROOT / ".work/scale.html"
DATASETS = (ROOT / "data/external", ROOT.parent / "shared/datasets")
FILE = "usda_sr26/nutrient_rows.csv.gz"
SOURCE = "conf/source/usda_nutrients.yaml"
ROAD = ("ingest", "adapt", "filter", "split", "featurize", "train", "evaluate")
STAGES = (*ROAD, "predict", "decide", "drift", "report")
ALL = 632_894
SIZES = (10_000, 100_000, ALL)
ROWS = 50_000
SEEDS = (1, 2, 3)
JUDGED_FROM = "2010"
TEXT = {"dtype": str, "keep_default_na": False}


def main() -> None:
    """Runs the road and the court at each size, then trains with more seeds."""
    place = next((folder / FILE for folder in DATASETS if (folder / FILE).is_file()), None)
    if place is None:
        sys.exit(f"{FILE}: skipped, it is not in data/external/; {SOURCE} says where to get it")
    clone()
    costs = [cost for size in map(int, sys.argv[1:] or SIZES) for cost in costs_of(place, size)]
    report(pd.DataFrame(costs, columns=["rows", "stage", "seconds", "gib"]))
    for seed in SEEDS:
        if seed != SEEDS[0]:
            compose(seed)
            measured("train")
        print(f"seed {seed}: {accuracy(pd.read_csv(CLONE / 'data/raw/records.csv', **TEXT))}", flush=True)


def clone() -> None:
    """Makes the clone, whose source takes any file of this name."""
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


def costs_of(place: Path, size: int) -> list[tuple[int, str, float, float]]:
    """Rows, stage, seconds and GiB of each stage on the rows of some whole foods, about so many."""
    written = written_share(place, size)
    shutil.rmtree(CLONE / ".work", ignore_errors=True)
    return [(written, stage, *measured(stage)) for stage in STAGES]


def written_share(place: Path, size: int) -> int:
    """The rows written to the clone; in parts, because a process is charged the memory of the one that starts it."""
    every, rows = max(round(ALL / size), 1), 0
    with gzip.open(CLONE / "data/external" / FILE, "wt", compresslevel=1, encoding="utf-8", newline="") as file:
        for part in pd.read_csv(place, chunksize=ROWS, **TEXT):
            chosen = part[part["food_id"].astype(int) % every == 0]
            chosen.to_csv(file, index=False, header=part.index[0] == 0, lineterminator="\n")
            rows += len(chosen)
    return rows


def measured(stage: str) -> tuple[float, float]:
    """The processor seconds and the peak memory, in GiB, of a stage in a process of its own."""
    with subprocess.Popen([sys.executable, "-m", f"retrain.stages.{stage}"], cwd=CLONE) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"stage {stage} failed")
    kibibytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return usage.ru_utime + usage.ru_stime, kibibytes / 2**20


def report(costs: pd.DataFrame) -> None:
    """Prints the table of stages and draws both curves."""
    import plotly.express as px

    pivoted = costs.pivot(index="stage", columns="rows", values=["seconds", "gib"]).loc[[*STAGES]]
    print(pivoted.round(2).to_string())
    total = costs.groupby("rows")
    print(f"together: {total['seconds'].sum().round(1).to_dict()} s; most: {total['gib'].max().round(2).to_dict()} GiB")
    tall = costs.melt(["rows", "stage"], ["seconds", "gib"])
    figure = px.line(
        tall, x="rows", y="value", color="stage", facet_col="variable", markers=True, log_x=True, log_y=True
    )
    figure.update_yaxes(matches=None, showticklabels=True)
    figure.write_html(PLOT)


def accuracy(raw: pd.DataFrame) -> str:
    """The share of right answers for every row from 2010 on, and for those of foods that are new since."""
    late = raw["modified"].str[-4:] >= JUDGED_FROM
    later = raw[late].reset_index(drop=True)
    right = Classifier.load(CLONE / "models/retrained").predict(later).prediction == later["food_group"]
    new = ~later["food_id"].isin(raw.loc[~late, "food_id"])
    return f"{right.mean():.4f} of {len(right)} later rows, {right[new].mean():.4f} of {new.sum()} of new foods"


if __name__ == "__main__":
    main()
