"""Today's rows against those that the legacy model was trained on."""

import numpy as np
import pandas as pd

from retrain.drift import Sides, compare_sides, nothing_compared
from retrain.ml_configuration import Split, Task, paths
from retrain.ml_configuration.drift_document import Drift, LeftOut, NotCompared
from retrain.ml_configuration.stages import DriftSections
from retrain.model.model_folder import is_empty, open_model_folder
from retrain.model.row_keys import group_keys
from retrain.model.training_fingerprints import AUDIT_FILE, TrainingRows, content_digests
from retrain.workspace.csv_tables import read_table

SEED = 20_240_229


def measure_drift(sections: DriftSections) -> None:
    """Writes `reports/drift.json`, which says so where there is nothing to compare with."""
    paths.DRIFT.write_text(_drift(sections.task).to_json(), encoding="utf-8")


def _drift(task: Task) -> Drift:
    obstacle = _obstacle(task)
    if obstacle is not None:
        return nothing_compared(obstacle)
    return compare_sides(deal_sides(read_table(paths.split_file(Split.TRAIN)), task), task)


def _obstacle(task: Task) -> NotCompared | None:
    if is_empty(paths.PRODUCTION):
        return NotCompared.NO_LEGACY
    if open_model_folder(paths.PRODUCTION).manifest.task != task.name:
        return NotCompared.LEGACY_OTHER_TASK
    return None if (paths.PRODUCTION / AUDIT_FILE).is_file() else NotCompared.TRAINING_ROWS_UNKNOWN


def deal_sides(rows: pd.DataFrame, task: Task) -> Sides:
    """Training rows of today by whether the legacy model was trained on them, one row a group, drawn at random.

    Training rows alone are dealt: the legacy model was not trained on the validation rows of its
    time either. And only rows whose content no other row has: every copy of a content counts as
    trained on as soon as one was, so that frequent contents would gather on that side without any
    drift.
    """
    trained = TrainingRows.read(paths.PRODUCTION)
    repeated = pd.Series(content_digests(rows, task, trained.key)).duplicated(keep=False).to_numpy(dtype=bool)
    unique = rows[~repeated]
    shuffled = unique.iloc[np.random.default_rng(SEED).permutation(len(unique))]
    drawn = shuffled[~group_keys(shuffled, task).duplicated()]
    then = trained.contain(drawn, task)
    left_out = {LeftOut.CONTENT_REPEATED: len(rows) - len(unique), LeftOut.FURTHER_OF_GROUP: len(unique) - len(drawn)}
    return Sides(drawn[then], drawn[~then], left_out)
