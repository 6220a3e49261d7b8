"""How much a training row counts in the loss, by its age."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.training import Training

DAYS_PER_MONTH = 365.25 / 12


def age_weights(task: Task, training: Training) -> NDArray[np.float32] | None:
    """The weight of each training row, (n,): 1 for the newest, half as much for each half-life before it.

    None where all rows weigh alike. A row without a day weighs as much as the oldest.

    Raises:
        InputError: `training.half_life` is set, and the task has no time column.
    """
    import pandas as pd

    from retrain.workspace.csv_tables import read_table

    half_life = training.half_life
    if half_life is None:
        return None
    column = task.column_name(Role.TIME)
    if column is None:
        raise InputError(
            f"training.half_life is {half_life:g} months, and the task {task.name!r} has no column of the "
            "role 'time'; set it to null"
        )
    cells = read_table(paths.split_file(Split.TRAIN), [column])[column]
    days = pd.to_datetime(cells.str.slice(0, 10), format="ISO8601", errors="coerce")
    months = (days.max() - days).dt.days / DAYS_PER_MONTH
    halvings = months.fillna(months.max()) / half_life
    return np.asarray(np.exp2(-halvings), dtype=np.float32)
