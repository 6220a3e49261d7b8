"""Raw records to the records of a task, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retrain.adapters.adapter import Adapter
from retrain.adapters.conformity import conform
from retrain.adapters.optional_columns import raw_name, with_optional_columns
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.task import Task

if TYPE_CHECKING:
    import pandas as pd


def adapt(adapters: Sequence[Adapter], records: pd.DataFrame, task: Task, need_label: bool) -> pd.DataFrame:
    """The records of the task: its columns in its order, those to ignore left out, index 0 to n - 1.

    Args:
        adapters: run in this order.
        records: raw records, cells str, "" where missing; not changed.
        task: the columns to end with.
        need_label: True for training: every column must be there. False for prediction: columns that no
            feature comes from may be absent and are filled with "", the id with "1", "2", ...

    Raises:
        InputProblem: a column is absent, or a cell does not fit its adapter or its role.
    """
    raw = records if need_label else with_optional_columns(adapters, records, task)
    adapted = _indexed_by_id(adapters, raw, task)
    for adapter in adapters:
        adapted = adapter.adapt(adapted)
    return conform(adapted, task)


def _indexed_by_id(adapters: Sequence[Adapter], records: pd.DataFrame, task: Task) -> pd.DataFrame:
    name = task.named(Role.ID)
    raw = raw_name(adapters, name) if name is not None else None
    return records.set_axis(records[raw].tolist() if raw in records else range(1, len(records) + 1))
