"""Training and validation rows to arrays."""

from pathlib import Path
from shutil import rmtree

import numpy as np
import pandas as pd

from retrain.featurizers import build_featurizers, fit_transform, transform, write_state
from retrain.ml_configuration import InputError, Split, Task, paths
from retrain.ml_configuration.stages import FeaturizeSections
from retrain.model.feature_files import write_features
from retrain.workspace.csv_tables import TableColumns, group_keys, read_table
from retrain.workspace.json_files import write_json
from retrain.workspace.work_dir import work_folder


def featurize(sections: FeaturizeSections, folder: Path = paths.FEATURES) -> None:
    """Fits the featurizers on the training rows and writes the arrays of both splits.

    Args:
        sections: the task and its featurizers.
        folder: emptied first.

    Raises:
        InputError: the training rows have fewer than two labels, or no featurizer finds a column of
            its role.
    """
    task = sections.task
    memo = work_folder() / "features"
    training = read_table(paths.split_file(Split.TRAIN))
    validation = read_table(paths.split_file(Split.VALIDATION))
    labels = _labels(training, task)
    validation = validation[validation[task.label].isin(labels)]
    groups = group_keys(training, task).to_numpy(dtype=object)
    columns = TableColumns(training)
    fitted = {}
    training_arrays = {}
    for name, featurizer in build_featurizers(sections.featurizers, task).items():
        fitted[name], training_arrays[name] = fit_transform(featurizer, columns, groups, memo)
    rmtree(folder, ignore_errors=True)
    write_json(labels, folder / "labels.json")
    for name, fitted_featurizer in fitted.items():
        write_state(fitted_featurizer.to_state(), folder / "featurizers" / name)
    positions = _label_positions(training, task, labels)
    write_features(folder, Split.TRAIN, training_arrays, positions)
    columns = TableColumns(validation)
    arrays = {name: transform(featurizer, columns, memo) for name, featurizer in fitted.items()}
    positions = _label_positions(validation, task, labels)
    write_features(folder, Split.VALIDATION, arrays, positions)


def _labels(training: pd.DataFrame, task: Task) -> list[str]:
    labels = sorted(training[task.label].unique())
    if len(labels) < 2:  # noqa: PLR2004
        raise InputError(
            f"{paths.split_file(Split.TRAIN)}: the training rows have {len(labels)} label; a classifier needs two"
        )
    return labels


def _label_positions(rows: pd.DataFrame, task: Task, labels: list[str]) -> np.ndarray:
    cells = rows[task.label].to_numpy(dtype=object)
    return np.searchsorted(np.array(labels, dtype=object), cells).astype(np.int64)
