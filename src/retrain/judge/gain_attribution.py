"""Why the retrained model differs from the legacy one on validation: the data, or the recipe."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd

from retrain.judge.gain import Gain, Labels, gain_in_words, split_gain
from retrain.judge.refit_legacy import own_records, refit, run_stages
from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.model.classifier import Classifier
from retrain.model.production_model import comparable, load_production
from retrain.model.row_keys import group_keys
from retrain.model.training_fingerprints import Flags, TrainingRows
from retrain.workspace.csv_tables import raw_rows, read_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import read_document, write_document

GAIN = Path("reports/gain.json")


def explain_gain(*, dry_run: bool = False) -> str:
    """The gain in words, once the legacy recipe is refitted on today's rows; writes `reports/gain.json` too.

    It opens no holdout. On a dry run the commands are printed, and the text is empty.

    Raises:
        InputError: a model is missing, the retrained one is not of today's rows, or the recipe
            cannot be refitted.
    """
    if dry_run:
        run_stages(dry_run=True)
        return ""
    retrained = Classifier.load(paths.RETRAINED)
    task = retrained.recipe.task
    legacy = _legacy(task)
    _check_rows()
    models = {"legacy": legacy, "refitted": refit(legacy, task), "retrained": retrained}
    every = read_table(paths.split_file(Split.VALIDATION))
    rows = every[~(_seen(legacy, paths.PRODUCTION, every, task) | _seen(retrained, paths.RETRAINED, every, task))]
    gain = _gain(models, rows, task)
    digests = {role: model.digest for role, model in models.items()}
    write_document({"models": digests, "left_out": len(every) - len(rows), **asdict(gain)}, GAIN)
    head = f"{len(rows)} of {len(every)} validation rows, which no model here was trained on; paired 95 % intervals\n"
    if legacy.recipe.task.columns != task.columns:
        head += "The task's columns have changed: the legacy recipe keeps its own.\n"
    return f"{head}{gain_in_words(gain)}\n{GAIN} written"


def _legacy(task: Task) -> Classifier:
    legacy = comparable(load_production(), task)
    if legacy is None:
        raise InputError(f"{paths.PRODUCTION} holds no model of the task {task.name!r}: there is no gain to explain")
    return legacy


def _check_rows() -> None:
    """Passes where the retrained model is of today's rows.

    Raises:
        InputError: it was trained on others.
    """
    trained = read_document(paths.RETRAINED / "provenance.json")["data"]
    for split in (Split.TRAIN, Split.VALIDATION):
        if trained[split.value] != file_digest(paths.split_file(split)):
            raise InputError(
                f"{paths.RETRAINED} was not trained on {paths.split_file(split)} as it is; run `dvc repro`"
            )


def _seen(model: Classifier, folder: Path, rows: pd.DataFrame, task: Task) -> Flags:
    """Whether each row was trained on, (n,), by what the model itself reads of it."""
    return TrainingRows.read(folder).contain(own_records(model, rows, task), model.recipe.task)


def _gain(models: dict[str, Classifier], rows: pd.DataFrame, task: Task) -> Gain:
    if rows.empty:
        raise InputError(
            f"{paths.split_file(Split.VALIDATION)}: a model was trained on every row; choose another `split.salt`"
        )
    truth, raw = rows[task.label].to_numpy(dtype=object), raw_rows(rows, task)
    answers = {role: _in_todays_labels(model.predict(raw).prediction, task) for role, model in models.items()}
    groups = group_keys(rows, task).to_numpy(dtype=object) if task.column_name(Role.GROUP) else None
    return split_gain(truth, answers, groups)


def _in_todays_labels(answers: Labels, task: Task) -> Labels:
    renamed = task.label_changes.renamed
    return np.array([renamed.get(answer, answer) for answer in answers], dtype=object)
