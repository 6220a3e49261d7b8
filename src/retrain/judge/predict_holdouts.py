"""Predicts the holdouts with both models: the only stage that opens them."""

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
from retrain.model.training_fingerprints import TrainingFingerprints
from retrain.workspace.csv_tables import TableColumns, group_keys, raw_rows, read_table, write_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import write_json

FOLDERS = {"legacy": paths.PRODUCTION, "retrained": paths.RETRAINED}
MONTH = len("2024-02")
HOLDOUTS = (Split.SEALED, Split.RECENT)


@dataclass(frozen=True)
class UnseenRows:
    """Holdout rows that neither model was trained on, and how many were left out, by reason."""

    rows: pd.DataFrame
    left_out: dict[str, int]


def predict_holdouts(sections: PredictSections) -> None:
    """Writes both models' predictions on both holdouts into an emptied folder."""
    task = sections.task
    production = load_production()
    legacy = comparable(production, task)
    retrained = Classifier.load(paths.RETRAINED)
    models = {} if legacy is None else {"legacy": legacy}
    models["retrained"] = retrained
    trained = [TrainingFingerprints.read(FOLDERS[role]) for role in models]
    holdouts = {split: read_table(paths.split_file(split)) for split in HOLDOUTS}
    unseen = {split: unseen_rows(rows, split, task, trained) for split, rows in holdouts.items()}
    rmtree(paths.PREDICTIONS, ignore_errors=True)
    for split, holdout in unseen.items():
        write_table(_row_facts(holdout.rows, task), paths.PREDICTIONS / split.value / "rows.csv")
        for role, model in models.items():
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
    write_json(document, paths.EVIDENCE)


def unseen_rows(rows: pd.DataFrame, split: Split, task: Task, trained: list[TrainingFingerprints]) -> UnseenRows:
    """A holdout without rows, and `recent` without groups, that a model was trained on."""
    row_seen = np.zeros(len(rows), dtype=bool)
    group_seen = np.zeros(len(rows), dtype=bool)
    for training_rows in trained:
        row_seen |= training_rows.contain(rows, task)
        if split is Split.RECENT:
            group_seen |= training_rows.contain_group_of(rows, task)
    left_out = {"trained_on": int(row_seen.sum()), "group_trained_on": int((group_seen & ~row_seen).sum())}
    return UnseenRows(rows[~(row_seen | group_seen)], left_out)


def _write_predictions(rows: pd.DataFrame, task: Task, model: Classifier, split: Split, role: str) -> None:
    predictions = model.predict(TableColumns(raw_rows(rows, task)))
    table = predictions_table(predictions, group_keys(rows, task), rows[task.label])
    write_table(table, paths.PREDICTIONS / split.value / f"{role}.csv")


def _row_facts(rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    """Further columns for the decision: id, slices, annotator and month of each row."""
    facts = {"id": rows[task.column_name(Role.ID) or "id"]}
    facts |= {f"slice_{name}": rows[name] for name in task.slices}
    if task.annotator:
        facts["annotator"] = rows[task.annotator]
    time = task.column_name(Role.TIME)
    if time:
        facts["month"] = rows[time].str[:MONTH]
    return pd.DataFrame(facts)


def _taxonomy(holdouts: list[pd.DataFrame], task: Task) -> dict[str, str]:
    """Label -> parent; empty where the task has no column of that role."""
    parent = task.column_name(Role.PARENT)
    if parent is None:
        return {}
    rows = pd.concat(holdouts)
    return dict(sorted(zip(rows[task.label], rows[parent], strict=True)))


def _identity(model: Classifier, folder: Path) -> dict[str, object]:
    size = sum(entry.bytes for entry in open_model_folder(folder).manifest.files.values())
    task = model.recipe.task.name
    return {"digest": model.digest, "task": task, "labels": list(model.labels), "size": size}


def _describe(holdout: UnseenRows) -> dict[str, object]:
    content = holdout.rows.to_csv(index=False, lineterminator="\n").encode()
    return {"digest": hashlib.sha256(content).hexdigest()[:16], "left_out": holdout.left_out}
