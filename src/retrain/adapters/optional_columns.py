"""Columns that records to be predicted may lack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retrain.adapters.adapter import Adapter
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.task import Task

if TYPE_CHECKING:
    import pandas as pd


def raw_name(adapters: Sequence[Adapter], name: str) -> str:
    """The name that a column of the task has before all adapters."""
    for adapter in reversed(adapters):
        name = adapter.before(name)
    return name


def with_optional_columns(adapters: Sequence[Adapter], records: pd.DataFrame, task: Task) -> pd.DataFrame:
    """New raw records in which every column that no feature comes from is present.

    An absent column is filled with "", the id with "1", "2", ...
    """
    identity = task.named(Role.ID)
    raw_identity = raw_name(adapters, identity) if identity is not None else None
    numbers = [str(number) for number in range(1, len(records) + 1)]
    absent = [name for name in _optional(adapters, task) if name not in records]
    return records.assign(**{name: numbers if name == raw_identity else "" for name in absent})


def _optional(adapters: Sequence[Adapter], task: Task) -> list[str]:
    needed = set(task.features)
    named = {column.name for column in task.columns}
    for adapter in reversed(adapters):
        needed = {adapter.before(name) for name in needed}
        named = {adapter.before(name) for name in named} | set(adapter.reads)
    return sorted(named - needed)
