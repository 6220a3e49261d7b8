"""The cell that keeps rows together."""

import pandas as pd

from retrain.ml_configuration import Role, Task


def group_keys(records: pd.DataFrame, task: Task) -> pd.Series:
    """The cell that keeps rows together: the group where there is one and it is not empty, else the id."""
    ids = records[task.column_name(Role.ID) or "id"]
    group = task.column_name(Role.GROUP)
    return ids if group is None else records[group].where(records[group] != "", ids)
