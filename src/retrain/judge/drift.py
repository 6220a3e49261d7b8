"""Drift of today's rows against those that the legacy model was trained on."""

import numpy as np
import pandas as pd

from retrain.drift import Samples, compare_samples, drift_not_measured
from retrain.ml_configuration import Split, Task, paths
from retrain.ml_configuration.drift_document import Drift, DriftSections, LeftOut, NotCompared
from retrain.model.model_folder import is_empty, open_model_folder
from retrain.model.training_fingerprints import AUDIT_FILE, TrainingFingerprints, content_digests
from retrain.workspace.csv_tables import group_keys, read_table

SEED = 20_240_229


def measure_drift(sections: DriftSections) -> None:
    """Writes `reports/drift.json`; where there is nothing to compare with, it holds the reason."""
    paths.DRIFT.write_text(_drift(sections.task).to_json(), encoding="utf-8")


def _drift(task: Task) -> Drift:
    reason = _not_comparable(task)
    if reason is not None:
        return drift_not_measured(reason)
    return compare_samples(training_and_new_rows(read_table(paths.split_file(Split.TRAIN)), task), task)


def _not_comparable(task: Task) -> NotCompared | None:
    if is_empty(paths.PRODUCTION):
        return NotCompared.NO_LEGACY
    if open_model_folder(paths.PRODUCTION).manifest.task != task.name:
        return NotCompared.LEGACY_OTHER_TASK
    return None if (paths.PRODUCTION / AUDIT_FILE).is_file() else NotCompared.TRAINING_ROWS_UNKNOWN


def training_and_new_rows(rows: pd.DataFrame, task: Task) -> Samples:
    """Today's training rows by whether the legacy model was trained on them, one row of each group.

    Only training rows are used, since the legacy model was not trained on the validation rows of
    its time either. Rows with the content of another row are left out: all copies count as trained
    on as soon as one was, so that frequent contents would look like drift.

    Args:
        rows: today's training rows.
        task: today's task.
    """
    trained = TrainingFingerprints.read(paths.PRODUCTION)
    digests = pd.Series(content_digests(rows, task, trained.key))
    unique = rows[~digests.duplicated(keep=False).to_numpy(dtype=bool)]
    shuffled = unique.iloc[np.random.default_rng(SEED).permutation(len(unique))]
    sample = shuffled[~group_keys(shuffled, task).duplicated()]
    is_trained_on = trained.contain(sample, task)
    left_out = {
        LeftOut.CONTENT_REPEATED: len(rows) - len(unique),
        LeftOut.FURTHER_OF_GROUP: len(unique) - len(sample),
    }
    return Samples(sample[is_trained_on], sample[~is_trained_on], left_out)
