"""What a search found, as a choice of the configuration."""

from pathlib import Path

import yaml

from retrain.ml_configuration import paths
from retrain.pipeline.documents import needed, read_document
from retrain.pipeline.exchange import replace_file

TUNED = Path("conf/tuned")


def adopt(task: str, network: str) -> Path:
    """The file in `conf/tuned/` that holds what the best trial tried; composing takes it up from then on.

    Raises:
        InputProblem: no search has ended.
    """
    best = needed(paths.SEARCH / "best.yaml", "`dvc repro search/dvc.yaml`")
    found = yaml.safe_load(best.read_text(encoding="utf-8"))
    score = read_document(paths.SEARCH / "metrics.json")["search"]["best"]
    told = ", ".join(f"{name} {value}" for name, value in score.items())
    file = TUNED / f"{task}_{found.get('network', {}).get('name', network)}.yaml"
    text = f"# @package _global_\n# Found by a search ({told}) on validation; adopted by `retrain search adopt`.\n"
    replace_file(file, f"{text}{yaml.safe_dump(found, sort_keys=False)}".encode())
    return file
