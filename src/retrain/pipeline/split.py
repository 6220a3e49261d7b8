"""Divides the filtered records into training, validation and holdout rows."""

import numpy as np
import pandas as pd

from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.split import Splitting
from retrain.ml_configuration.stages import SplitSections
from retrain.pipeline.splitting import assign_splits, recent_start
from retrain.workspace.csv_tables import read_parts, read_table, write_parts
from retrain.workspace.json_files import write_json

WRITTEN = (Split.TRAIN, Split.VALIDATION, Split.SEALED, Split.RECENT)
REQUIRED = (Split.TRAIN, Split.VALIDATION)
ROLES_READ = (Role.ID, Role.GROUP, Role.TIME, Role.SPLIT)


def split_filtered(sections: SplitSections) -> None:
    """Writes one file a split, and their counts.

    Raises:
        InputError: no row is left for training or for validation, the configuration names a day and
            the task has no time column, or the official partition has an unknown value.
    """
    task = sections.task
    columns = [column.name for column in task.columns if column.role in ROLES_READ]
    records = read_table(paths.FILTERED, columns)
    _check_days(task, sections.split)
    _check_partition(records, task)
    splits = assign_splits(records, task, sections.split)
    for split in REQUIRED:
        if not (splits == split).any():
            file = f"conf/split/{sections.split.name}.yaml"
            raise InputError(f"{file}: none of {len(records)} rows is assigned to {split.value}")
    for split in WRITTEN:
        parts = read_parts(paths.FILTERED)
        write_parts((part[splits[part.index] == split] for part in parts), paths.split_file(split))
    write_json(_summary(records, splits, task, sections.split), paths.SPLIT_REPORT)


def _check_days(task: Task, splitting: Splitting) -> None:
    days = {
        "seal.since": splitting.seal.since,
        "recent.since": splitting.recent.since,
        **{f"window.{key}": value for key, value in splitting.window},
    }
    configured = [key for key, day in days.items() if day is not None]
    if configured and task.column_name(Role.TIME) is None:
        raise InputError(
            f"conf/split/{splitting.name}.yaml: {configured[0]} needs days, and the task "
            f"{task.name!r} has no column of the role 'time'; set it to null"
        )


def _check_partition(records: pd.DataFrame, task: Task) -> None:
    for column in task.columns:
        if column.role is not Role.SPLIT:
            continue
        unknown = sorted(set(records[column.name]) - set(column.partition))
        if unknown:
            raise InputError(
                f"conf/task/{task.name}.yaml: column {column.name!r} holds {unknown[0]!r}, "
                f"which its partition does not map; it maps {sorted(column.partition)}"
            )


def _summary(records: pd.DataFrame, splits: np.ndarray, task: Task, splitting: Splitting) -> dict[str, object]:
    time = task.column_name(Role.TIME)
    recent = splitting.recent
    return {
        "rows": {split.value: int((splits == split).sum()) for split in Split},
        "grouped_by": task.column_name(Role.GROUP),
        "seal": {"name": splitting.seal.name, "until": splitting.seal.until.isoformat()},
        "recent_from": recent_start(records[time], recent.months, recent.since) if time else None,
    }
