"""Both models on the holdouts: the only stage that opens them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import numpy as np
import pandas as pd

from retrain.ml_configuration import Role, Split, Task, paths
from retrain.ml_configuration.stages import PredictSections
from retrain.model.classifier import Classifier
from retrain.model.model_folder import open_model_folder
from retrain.model.predictions import predictions_table
from retrain.model.production_model import comparable, load_production
from retrain.model.row_keys import group_keys
from retrain.model.training_fingerprints import TrainingRows
from retrain.workspace.csv_tables import raw_rows, read_table, write_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import write_document

FOLDERS = {"legacy": paths.PRODUCTION, "retrained": paths.RETRAINED}
MONTH = len("2024-02")
HOLDOUTS = (Split.SEALED, Split.RECENT)


@dataclass(frozen=True)
class Unseen:
    """Holdout rows that neither model was trained on, with how many were left out and why."""

    rows: pd.DataFrame
    left_out: dict[str, int]


def predict_holdouts(sections: PredictSections) -> None:
    """Writes the predictions of both models on both holdouts, and what is known of them, alone into their folder."""
    task = sections.task
    production, retrained = load_production(), Classifier.load(paths.RETRAINED)
    models = {"legacy": comparable(production, task), "retrained": retrained}
    present = {role: model for role, model in models.items() if model is not None}
    seen = [TrainingRows.read(FOLDERS[role]) for role in present]
    unseen = {split: unseen_rows(read_table(paths.split_file(split)), split, task, seen) for split in HOLDOUTS}
    rmtree(paths.PREDICTIONS, ignore_errors=True)
    for split, holdout in unseen.items():
        write_table(_row_facts(holdout.rows, task), paths.PREDICTIONS / split.value / "rows.csv")
        for role, model in present.items():
            _write_predictions(holdout.rows, task, model, split, role)
    document = {
        "seal": sections.split.seal.name,
        "recent": file_digest(paths.split_file(Split.RECENT))[:16],
        "models": {
            "legacy": _identity(production, paths.PRODUCTION) if production is not None else None,
            "retrained": _identity(retrained, paths.RETRAINED),
        },
        "holdouts": {split.value: _describe(holdout) for split, holdout in unseen.items()},
        "taxonomy": _taxonomy([holdout.rows for holdout in unseen.values()], task),
    }
    write_document(document, paths.EVIDENCE)


def unseen_rows(rows: pd.DataFrame, split: Split, task: Task, seen: list[TrainingRows]) -> Unseen:
    """A holdout without the rows that a model was trained on; `recent` also without the groups that one was."""
    trained, grouped = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    for training in seen:
        trained |= training.contain(rows, task)
        if split is Split.RECENT:
            grouped |= training.contain_group_of(rows, task)
    left_out = {"trained_on": int(trained.sum()), "group_trained_on": int((grouped & ~trained).sum())}
    return Unseen(rows[~(trained | grouped)], left_out)


def _write_predictions(rows: pd.DataFrame, task: Task, model: Classifier, split: Split, role: str) -> None:
    answers = model.predict(raw_rows(rows, task))
    table = predictions_table(answers, group_keys(rows, task), rows[task.label])
    write_table(table, paths.PREDICTIONS / split.value / f"{role}.csv")


def _row_facts(rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    """What the court asks of a row beside its answers: its id, its slices, who labelled it and its month."""
    time = task.column_name(Role.TIME)
    facts = {"id": rows[task.column_name(Role.ID) or "id"], **{f"slice_{name}": rows[name] for name in task.slices}}
    facts |= {"annotator": rows[task.annotator]} if task.annotator else {}
    return pd.DataFrame(facts | ({"month": rows[time].str[:MONTH]} if time else {}))


def _taxonomy(holdouts: list[pd.DataFrame], task: Task) -> dict[str, str]:
    """Label -> parent, where the task has a column of that role."""
    parent, rows = task.column_name(Role.PARENT), pd.concat(holdouts)
    return {} if parent is None else dict(sorted(zip(rows[task.label], rows[parent], strict=True)))


def _identity(model: Classifier, folder: Path) -> dict[str, object]:
    size = sum(entry.bytes for entry in open_model_folder(folder).manifest.files.values())
    return {"digest": model.digest, "task": model.recipe.task.name, "labels": list(model.labels), "size": size}


def _describe(holdout: Unseen) -> dict[str, object]:
    content = holdout.rows.to_csv(index=False, lineterminator="\n").encode()
    return {"digest": hashlib.sha256(content).hexdigest()[:16], "left_out": holdout.left_out}
