"""Training and validation rows to arrays."""

from pathlib import Path
from shutil import rmtree

import numpy as np
import pandas as pd

from retrain.featurizers import build_featurizers, fit_transform, transform, write_state
from retrain.ml_configuration import InputError, Split, Task, paths
from retrain.ml_configuration.stages import FeaturizeSections
from retrain.model.feature_files import write_features
from retrain.model.row_keys import group_keys
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import write_document
from retrain.workspace.work_dir import work_folder


def featurize(sections: FeaturizeSections, folder: Path = paths.FEATURES) -> None:
    """Fits the featurizers on the training rows and writes the arrays of both splits into a folder, emptied first.

    Raises:
        InputError: fewer than two labels are left to tell apart, or no featurizer finds a column of
            its role.
    """
    task, memo = sections.task, work_folder() / "features"
    training, validation = (read_table(paths.split_file(split)) for split in (Split.TRAIN, Split.VALIDATION))
    labels = _labels(training, task)
    known = validation[validation[task.label].isin(labels)]
    featurizers = build_featurizers(sections.featurizers, task)
    groups = group_keys(training, task).to_numpy(dtype=object)
    pairs = {name: fit_transform(one, training, groups, memo) for name, one in featurizers.items()}
    fitted = {name: one for name, (one, _) in pairs.items()}
    rmtree(folder, ignore_errors=True)
    write_document(labels, folder / "labels.json")
    for name, one in fitted.items():
        write_state(one.to_state(), folder / "featurizers" / name)
    learnt = {name: array for name, (_, array) in pairs.items()}
    write_features(folder, Split.TRAIN, learnt, _coded(training, task, labels))
    arrays = {name: transform(one, known, memo) for name, one in fitted.items()}
    write_features(folder, Split.VALIDATION, arrays, _coded(known, task, labels))


def _labels(training: pd.DataFrame, task: Task) -> list[str]:
    labels = sorted(training[task.label].unique())
    if len(labels) < 2:  # noqa: PLR2004
        raise InputError(
            f"{paths.split_file(Split.TRAIN)}: {len(labels)} label in the training rows; two are needed to tell apart"
        )
    return labels


def _coded(rows: pd.DataFrame, task: Task, labels: list[str]) -> np.ndarray:
    return np.searchsorted(np.array(labels, dtype=object), rows[task.label].to_numpy(dtype=object)).astype(np.int64)
