"""Attributes the difference of the two models on validation to the data and to the recipe."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd

from retrain.judge.gain import Gain, Labels, decompose_gain, format_gain
from retrain.judge.refit_legacy import records_for_model, refit, run_stages
from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.model.classifier import Classifier
from retrain.model.production_model import comparable, load_production
from retrain.model.training_fingerprints import Flags, TrainingFingerprints
from retrain.workspace.csv_tables import TableColumns, group_keys, raw_rows, read_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import read_json, write_json

GAIN = Path("reports/gain.json")


def explain_gain(*, dry_run: bool = False) -> str:
    """The decomposition of the gain as text, after the legacy recipe is refitted on today's rows.

    It also writes `reports/gain.json`, and opens no holdout. On a dry run only the commands are
    printed, and the text is empty.

    Raises:
        InputError: a model is missing, the retrained one was not trained on today's rows, or the
            recipe cannot be refitted.
    """
    if dry_run:
        run_stages(dry_run=True)
        return ""
    retrained = Classifier.load(paths.RETRAINED)
    task = retrained.recipe.task
    legacy = _legacy(task)
    _check_rows()
    models = {"legacy": legacy, "refitted": refit(legacy, task), "retrained": retrained}
    validation = read_table(paths.split_file(Split.VALIDATION))
    trained_on = _trained_on(legacy, paths.PRODUCTION, validation, task)
    trained_on |= _trained_on(retrained, paths.RETRAINED, validation, task)
    rows = validation[~trained_on]
    gain = _gain(models, rows, task)
    digests = {role: model.digest for role, model in models.items()}
    write_json({"models": digests, "left_out": len(validation) - len(rows), **asdict(gain)}, GAIN)
    used = f"{len(rows)} of {len(validation)} validation rows"
    lines = [f"{used}, on which no model was trained; paired 95 % intervals"]
    if legacy.recipe.task.columns != task.columns:
        lines.append("The task's columns have changed: the legacy recipe keeps its own.")
    return "\n".join([*lines, format_gain(gain), f"{GAIN} written"])


def _legacy(task: Task) -> Classifier:
    legacy = comparable(load_production(), task)
    if legacy is None:
        missing = f"{paths.PRODUCTION} holds no model of the task {task.name!r}"
        raise InputError(f"{missing}, so there is no gain to explain")
    return legacy


def _check_rows() -> None:
    """Passes where the retrained model was trained on today's rows.

    Raises:
        InputError: it was trained on others.
    """
    trained = read_json(paths.RETRAINED / "provenance.json")["data"]
    for split in (Split.TRAIN, Split.VALIDATION):
        if trained[split.value] != file_digest(paths.split_file(split)):
            raise InputError(
                f"{paths.RETRAINED} was not trained on the present {paths.split_file(split)}; run `dvc repro`"
            )


def _trained_on(model: Classifier, folder: Path, rows: pd.DataFrame, task: Task) -> Flags:
    """Whether the model was trained on each row, (n,), by the columns that it reads."""
    return TrainingFingerprints.read(folder).contain(records_for_model(model, rows, task), model.recipe.task)


def _gain(models: dict[str, Classifier], rows: pd.DataFrame, task: Task) -> Gain:
    if rows.empty:
        raise InputError(
            f"{paths.split_file(Split.VALIDATION)}: every row was used to train a model; choose another `split.salt`"
        )
    truth = rows[task.label].to_numpy(dtype=object)
    raw = raw_rows(rows, task)
    predictions = {
        role: _in_todays_labels(model.predict(TableColumns(raw)).prediction, task) for role, model in models.items()
    }
    groups = group_keys(rows, task).to_numpy(dtype=object) if task.column_name(Role.GROUP) else None
    return decompose_gain(truth, predictions, groups)


def _in_todays_labels(predictions: Labels, task: Task) -> Labels:
    renamed = task.label_changes.renamed
    return np.array([renamed.get(label, label) for label in predictions], dtype=object)
