"""Measures the accuracy that a sentence encoder adds on two tasks, and its cost.

Run it in the repository's root: `python benchmarks/encoder.py`, or with the names of some cases. It
needs the extra `[encoder]` and the folder that `conf/featurizers/encoder.yaml` names
(docs/encoder.md).
"""

import importlib.util
import sys
from dataclasses import dataclass

import pandas as pd
from examples import CLONE, SEEDS, link_data, make_clone, run
from measuring import ROOT, AbsentError, Result, cpu_seconds, in_turns, options, show

from retrain.featurizers import build_featurizers
from retrain.ml_configuration.recipe import Featurizers
from retrain.ml_configuration.task import Task
from retrain.workspace.csv_tables import TableColumns

SHOTS, REPEATS = 10, 3
ENCODER = ("experiment=encoder",)
ALMOST_ALL = ("split.validation=0.02", "split.recent.share=0.01")


@dataclass(frozen=True)
class Case:
    """A training run: a task, overrides, and whether only few training rows are used."""

    task: str
    choices: tuple[str, ...] = ()
    few: bool = False


CASES = {
    "banking77, encoder": Case("banking77", ENCODER),
    "banking77, encoder, almost all rows trained on": Case("banking77", (*ENCODER, *ALMOST_ALL)),
    "clinc150, encoder": Case("clinc150", (*ENCODER, "task.abstention=null")),
    "clinc150, abstaining": Case("clinc150"),
    "banking77, 10 rows a label": Case("banking77", ("experiment=few",), few=True),
    "banking77, 10 rows a label, encoder": Case("banking77", ("experiment=few_encoder",), few=True),
}


def main(*names: str) -> list[Result]:
    """The accuracy of each case, once a seed, then the throughput."""
    conf = Featurizers.model_validate(options("featurizers", "encoder"))
    folder = ROOT / str(conf.blocks["encoder"].options["encoder"])
    if not (importlib.util.find_spec("onnxruntime") and folder.is_dir()):
        raise AbsentError(f"the extra [encoder] or {folder.relative_to(ROOT)} is absent; see docs/encoder.md")
    make_clone()
    (CLONE / "models/encoders").mkdir(exist_ok=True)
    (CLONE / "models/encoders" / folder.name).symlink_to(folder)
    for task in {case.task for case in CASES.values()}:
        link_data(task)
    return [result for name in names or CASES for result in case_results(name)] + [throughput(conf)]


def case_results(name: str) -> list[Result]:
    """The accuracy on in-scope rows, and on out-of-scope rows where there are any."""
    rounds = [test_accuracies(CASES[name], seed) for seed in SEEDS]
    return [Result(f"{name}, {part}", "accuracy", [scores[part] for scores in rounds]) for part in rounds[0]]


def test_accuracies(case: Case, seed: int) -> dict[str, float]:
    """Trains a case with one seed and predicts the official test rows as the judging pipeline does."""
    chosen = (f"task={case.task}", f"training.seed={seed}", *case.choices)
    run(
        "-m",
        "retrain.cli.main",
        "params",
        "compose",
        *(part for override in chosen for part in ("-S", override)),
    )
    for stage in ("ingest", "adapt", "filter", "split"):
        run(f"src/{stage}.py")
    if case.few:
        keep_few(seed)
    for stage in ("featurize", "train", "predict"):
        run(f"src/{stage}.py")
    table = pd.read_csv(
        CLONE / "judge/predictions/sealed/retrained.csv",
        dtype=str,
        keep_default_na=False,
    )
    correct = table["truth"] == table["prediction"]
    out_of_scope = table["truth"] == "oos"
    parts = {
        f"{(~out_of_scope).sum():,} rows": correct[~out_of_scope],
        f"{out_of_scope.sum():,} rows of no label": correct[out_of_scope],
    }
    return {part: float(rows.mean()) for part, rows in parts.items() if len(rows)}


def keep_few(seed: int) -> None:
    """Keeps 10 random training rows a label."""
    path = CLONE / "data/splits/train.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.groupby("label").sample(SHOTS, random_state=seed).sort_index().to_csv(path, index=False)


def throughput(conf: Featurizers) -> Result:
    """Texts a CPU second of the encoder and of TF-IDF, in alternation."""
    columns = [{"name": "text", "role": "text"}, {"name": "label", "role": "label"}]
    task = Task.model_validate({"name": "texts", "prediction": "multiclass", "columns": columns})
    records = pd.read_csv(CLONE / "data/splits/train.csv", dtype=str, keep_default_na=False).head(1000)
    groups = records.index.to_numpy(dtype=object)
    fitted = {name: recipe.fit(TableColumns(records), groups) for name, recipe in build_featurizers(conf, task).items()}
    rates = in_turns(
        REPEATS,
        *(
            lambda name=name: len(records) / cpu_seconds(lambda: fitted[name].transform(TableColumns(records)))
            for name in ("encoder", "words")
        ),
    )
    return Result(f"features of {len(records):,} texts", "texts a CPU s", *rates, "TF-IDF of words")


if __name__ == "__main__":
    show(main(*sys.argv[1:]))
