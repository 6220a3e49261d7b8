"""The legacy recipe, fitted once more on today's rows."""

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

import retrain
from retrain.adapters import adapt, build_adapters
from retrain.ml_configuration import Split, Task, paths
from retrain.ml_configuration.training import Training
from retrain.model.classifier import Classifier
from retrain.workspace.csv_tables import raw_rows, read_table, write_table
from retrain.workspace.json_files import read_document
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import exclusive_lock, work_folder

PARAMS = Path("params.yaml")
STAGES = ("featurize", "train")


def refit(legacy: Classifier, task: Task) -> Classifier:
    """What the production model's recipe yields on today's training rows, early stopping on today's validation rows.

    It is trained in the work folder, so that a kill leaves no legacy recipe in the tree; no holdout
    goes there. A killed training goes on from its checkpoint.

    Args:
        legacy: the model in production.
        task: today's, whose labels are learnt.

    Raises:
        InputError: the recipe cannot be fitted with today's code or columns.
    """
    folder = _folder()
    with exclusive_lock(folder.name):
        shutil.rmtree(folder, ignore_errors=True)
        for split in (Split.TRAIN, Split.VALIDATION):
            rows = read_table(paths.split_file(split))
            write_table(own_records(legacy, rows, task), folder / paths.split_file(split))
        params = legacy_params(yaml.safe_load(PARAMS.read_text(encoding="utf-8")), legacy)
        (folder / PARAMS).write_text(yaml.safe_dump(params, sort_keys=False), encoding="utf-8")
        run_stages()
        refitted = Classifier.load(folder / paths.RETRAINED)
        shutil.rmtree(folder)
    return refitted


def run_stages(*, dry_run: bool = False) -> None:
    """Prints and runs the stages that refit, with the code that runs now; prints only on a dry run."""
    here = {"RETRAIN_WORK_DIR": work_folder().absolute(), "PYTHONPATH": Path(retrain.__path__[0]).parent.absolute()}
    shell = Shell(dry_run, _folder(), {name: str(place) for name, place in here.items()})
    for stage in STAGES:
        shell.run("python", f"src/{stage}.py")


def own_records(model: Classifier, rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    """Rows of today's task as a model's own adapters and task see them, with today's labels.

    Raises:
        InputError: the raw records lack a column that the model reads, or a cell is not of its
            role.
    """
    own = model.recipe.task
    records = adapt(build_adapters(model.recipe.adapters), raw_rows(rows, task), own, need_label=False)
    return records.assign(**{own.label: rows[task.label].to_numpy(dtype=object)})


def legacy_params(today: dict[str, Any], legacy: Classifier) -> dict[str, Any]:
    """The values of params.yaml with the recipe of the production model's folder in place of today's.

    What a model folder does not keep stays as it is today, such as the key of its audit; options of
    a training that it leaves out are at their defaults.
    """
    blocks = {name: {"kind": one.recipe.kind.value, **one.recipe.options} for name, one in legacy.featurizers.items()}
    training = read_document(paths.PRODUCTION / "provenance.json")["training"]
    needed = {name for name, field in Training.model_fields.items() if field.is_required()}
    return {
        **today,
        **legacy.recipe.model_dump(mode="json"),
        "featurizers": {"name": "legacy", "blocks": blocks},
        "training": {name: value for name, value in today["training"].items() if name in needed} | training,
    }


def _folder() -> Path:
    return work_folder() / "refit"
