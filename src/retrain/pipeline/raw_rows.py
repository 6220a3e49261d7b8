"""The raw records of dealt rows: what a classifier is given, so that each model adapts them itself."""

import pandas as pd

from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.problems import InputProblem
from retrain.ml_configuration.task import Task
from retrain.pipeline.tables import read_table


def raw_rows(rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The raw records of rows of the task, in the rows' order.

    Raises:
        InputProblem: the raw records hold the ids in no column of the task's name.
    """
    name = task.named(Role.ID) or "id"
    raw = read_table(paths.RAW_RECORDS)
    if name not in raw:
        raise InputProblem(f"{paths.RAW_RECORDS} has no column {name!r}: an adapter must not rename the id")
    return raw.set_index(name, drop=False).loc[rows[name]].reset_index(drop=True)
