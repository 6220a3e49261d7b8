"""The key that keeps rows of one group together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrain.ml_configuration import Role, Task

if TYPE_CHECKING:
    import pandas as pd


def group_keys(records: pd.DataFrame, task: Task) -> pd.Series:
    """The key of each row, (n,): its group where that is not empty, else its id."""
    ids = records[task.column_name(Role.ID) or "id"]
    group = task.column_name(Role.GROUP)
    return ids if group is None else records[group].where(records[group] != "", ids)
