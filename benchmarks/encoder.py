"""What a sentence encoder adds on the official test rows of two tasks, and what it costs.

Run it in the repository's root: `python benchmarks/encoder.py`, or with the names of some cases. It needs the extra
`[encoder]` and the folder that `conf/featurizers/encoder.yaml` names (docs/encoder.md), else it says so.
"""

import importlib.util
import sys
from dataclasses import dataclass
from time import process_time

import pandas as pd
import yaml
from examples import CLONE, ROOT, SEEDS, linked, make_clone, run

from retrain.featurizers import build_featurizers
from retrain.ml_configuration.featurizers import Featurizers
from retrain.ml_configuration.task import Task

SHOTS = 10
ENCODER = ("experiment=encoder",)
ALMOST_ALL = ("split.validation=0.02", "split.recent.share=0.01")


@dataclass(frozen=True)
class Case:
    """What is trained: a task, choices over it, few training rows or all."""

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


def main() -> None:
    """Prints one line a case and seed, then the throughput."""
    conf = Featurizers.model_validate(yaml.safe_load((ROOT / "conf/featurizers/encoder.yaml").read_text()))
    folder = ROOT / str(conf.blocks["encoder"].options["encoder"])
    if not (importlib.util.find_spec("onnxruntime") and folder.is_dir()):
        print(f"skipped: the extra [encoder] or {folder} is absent; docs/encoder.md says how to get them")
        return
    make_clone()
    (CLONE / "models/encoders").mkdir(exist_ok=True)
    (CLONE / "models/encoders" / folder.name).symlink_to(folder)
    for task in {case.task for case in CASES.values()}:
        linked(task)
    for name in sys.argv[1:] or CASES:
        for seed in SEEDS:
            print(f"{name}, seed {seed}: {answered(name, seed)}", flush=True)
    print(throughput(conf))


def answered(name: str, seed: int) -> str:
    """Trains a case with one seed and lets the court's first stage answer the official test rows."""
    case = CASES[name]
    chosen = (f"task={case.task}", f"training.seed={seed}", *case.choices)
    run("retrain.cli.main", "params", "compose", *(part for one in chosen for part in ("-S", one)))
    for stage in ("ingest", "adapt", "filter", "split"):
        run(f"retrain.stages.{stage}")
    if case.few:
        keep_few(seed)
    for stage in ("featurize", "train", "predict"):
        run(f"retrain.stages.{stage}")
    table = pd.read_csv(CLONE / "judge/predictions/sealed/retrained.csv", dtype=str, keep_default_na=False)
    right, foreign = table["truth"] == table["prediction"], table["truth"] == "oos"
    recall = f", of what belongs to no label {right[foreign].mean():.4f}" if foreign.any() else ""
    return f"{right[~foreign].mean():.4f} of the {(~foreign).sum()} rows of known labels{recall}"


def keep_few(seed: int) -> None:
    """Leaves 10 training rows a label, drawn by the seed."""
    path = CLONE / "data/splits/train.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.groupby("label").sample(SHOTS, random_state=seed).sort_index().to_csv(path, index=False)


def throughput(conf: Featurizers) -> str:
    """Texts a second of the processor, of the encoder and of words, in one run."""
    columns = [{"name": "text", "role": "text"}, {"name": "label", "role": "label"}]
    task = Task.model_validate({"name": "texts", "prediction": "multiclass", "columns": columns})
    records = pd.read_csv(CLONE / "data/splits/train.csv", dtype=str, keep_default_na=False).head(1000)
    rates = {}
    for name, recipe in build_featurizers(conf, task).items():
        fitted = recipe.fit(records, records.index.to_numpy(dtype=object))
        fitted.transform(records[:1])
        start = process_time()
        fitted.transform(records)
        rates[name] = len(records) / (process_time() - start)
    ratio = rates["encoder"] / rates["words"]
    return f"texts a CPU second: encoder {rates['encoder']:.0f}, {ratio:.4f} of what words take"


if __name__ == "__main__":
    main()
