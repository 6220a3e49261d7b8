"""How much a training row counts, by its age."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.training import Training
from retrain.workspace.csv_tables import read_table

MONTH = 365.25 / 12


def age_weights(task: Task, training: Training) -> NDArray[np.float32] | None:
    """The weight of each training row, (n,): 1 for the newest, half as much a half-life earlier; None weighs all alike.

    A row without a day counts as the oldest does.

    Raises:
        InputError: rows are to count by their age, and the task has no column of days.
    """
    if training.half_life is None:
        return None
    column = task.column_name(Role.TIME)
    if column is None:
        raise InputError(
            f"training.half_life is {training.half_life:g} months, and the task {task.name!r} has no column of the "
            "role 'time'; set it to null"
        )
    cells = read_table(paths.split_file(Split.TRAIN), [column])[column]
    days = pd.to_datetime(cells.str.slice(0, 10), format="ISO8601", errors="coerce")
    months = (days.max() - days).dt.days / MONTH
    halvings = months.fillna(months.max()) / training.half_life
    return np.asarray(np.exp2(-halvings), dtype=np.float32)
