"""What a sentence encoder adds on the official test rows of two tasks, and what it costs.

Run it in the repository's root: `python benchmarks/encoder.py`, or with the names of some cases. It needs the extra
`[encoder]` and the folder that `conf/featurizers/encoder.yaml` names (docs/encoder.md), else it says so.
"""

import importlib.util
import sys
from time import process_time

import pandas as pd
import yaml
from examples import CLONE, ROOT, SEEDS, accuracy, linked, make_clone, run

from retrain.featurizers import build_featurizers
from retrain.ml_configuration.featurizers import Featurizers
from retrain.ml_configuration.task import Task

SHOTS = 10
FEW = ("training.batch_size=32", "training.epochs=30", "training.patience=30")
CASES = {
    "banking77": ("banking77", ()),
    "clinc150": ("clinc150", ("task.abstention=null",)),
    "banking77, few rows kept apart": ("banking77", ("split.validation=0.05", "split.recent.share=0.01")),
    "banking77, 10 rows a label": ("banking77", FEW),
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
    for task in {task for task, _ in CASES.values()}:
        linked(task)
    for name in sys.argv[1:] or CASES:
        for seed in SEEDS:
            print(f"{name}, seed {seed}: {answered(name, seed)}", flush=True)
    print(throughput(conf))


def answered(name: str, seed: int) -> str:
    """Trains a case with one seed and lets the court's first stage answer the official test rows."""
    task, options = CASES[name]
    chosen = (f"task={task}", "experiment=encoder", f"training.seed={seed}", *options)
    run("retrain.cli.main", "params", "compose", *(part for one in chosen for part in ("-S", one)))
    for stage in ("ingest", "adapt", "filter", "split"):
        run(f"retrain.stages.{stage}")
    if options == FEW:
        keep_few(seed)
    for stage in ("featurize", "train", "predict"):
        run(f"retrain.stages.{stage}")
    table = pd.read_csv(CLONE / "judge/predictions/sealed/retrained.csv", dtype=str, keep_default_na=False)
    known = table[table["truth"] != "oos"]
    return f"{accuracy('sealed')}, of the known labels {(known['truth'] == known['prediction']).mean():.4f}"


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
