"""Refits the legacy recipe on today's rows."""

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

import retrain
from retrain.ml_configuration import Split, Task, paths
from retrain.ml_configuration.training import Training
from retrain.model.classifier import Classifier
from retrain.workspace.csv_tables import TableColumns, raw_rows, read_table, to_table, write_table
from retrain.workspace.json_files import read_json
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import exclusive_lock, work_folder
from retrain.workspace.yaml_files import read_yaml

PARAMS = Path("params.yaml")
STAGES = ("featurize", "train")


def refit(legacy: Classifier, task: Task) -> Classifier:
    """The production model's recipe, trained on today's training and validation rows.

    Early stopping uses the validation rows. It is trained in the work folder, so that a kill leaves
    no legacy recipe in the tree; no holdout is copied there. A killed training resumes from its checkpoint.

    Args:
        legacy: the model in production.
        task: today's task, which provides the labels.

    Raises:
        InputError: the recipe cannot be trained with today's code or columns.
    """
    folder = _folder()
    with exclusive_lock(folder.name):
        shutil.rmtree(folder, ignore_errors=True)
        for split in (Split.TRAIN, Split.VALIDATION):
            rows = read_table(paths.split_file(split))
            write_table(records_for_model(legacy, rows, task), folder / paths.split_file(split))
        params = legacy_params(read_yaml(PARAMS), legacy)
        (folder / PARAMS).write_text(yaml.safe_dump(params, sort_keys=False), encoding="utf-8")
        run_stages()
        refitted = Classifier.load(folder / paths.RETRAINED)
        shutil.rmtree(folder)
    return refitted


def run_stages(*, dry_run: bool = False) -> None:
    """Prints the stages that refit, and runs them with the code of this checkout."""
    shell = Shell(dry_run, _folder(), {"RETRAIN_WORK_DIR": str(work_folder().absolute())})
    scripts = Path(retrain.__path__[0]).parent.absolute()
    for stage in STAGES:
        shell.run("python", str(scripts / f"{stage}.py"))


def records_for_model(model: Classifier, rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    """Rows of today's task, adapted to the model's own task, with today's labels.

    Raises:
        InputError: the raw records lack a column that the model reads, or a cell has a wrong type.
    """
    own_task = model.recipe.task
    records = model.adapters.adapt(TableColumns(raw_rows(rows, task)), need_label=False)
    return to_table(records).assign(**{own_task.label: rows[task.label].to_numpy(dtype=object)})


def legacy_params(today: dict[str, Any], legacy: Classifier) -> dict[str, Any]:
    """The values of params.yaml with the production model's recipe in place of today's.

    What a model folder does not hold keeps today's value, such as the key of its audit; training
    options that it does not hold take their defaults.
    """
    blocks = {}
    for name, featurizer in legacy.featurizers.items():
        blocks[name] = {"kind": featurizer.recipe.kind.value, **featurizer.recipe.options}
    training = read_json(paths.PRODUCTION / "provenance.json")["training"]
    fields = Training.model_fields
    required_today = {name: value for name, value in today["training"].items() if fields[name].is_required()}
    return {
        **today,
        **legacy.recipe.model_dump(mode="json"),
        "featurizers": {"name": "legacy", "blocks": blocks},
        "training": {**required_today, **training},
    }


def _folder() -> Path:
    return work_folder() / "refit"
