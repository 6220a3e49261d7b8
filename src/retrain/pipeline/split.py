"""Filtered records to the rows that train, choose and judge."""

import numpy as np
import pandas as pd

from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.split import Splitting
from retrain.ml_configuration.stages import SplitSections
from retrain.pipeline.splitting import deal, recent_from
from retrain.workspace.csv_tables import read_parts, read_table, write_parts
from retrain.workspace.json_files import write_document

WRITTEN = (Split.TRAIN, Split.VALIDATION, Split.SEALED, Split.RECENT)
NEEDED = (Split.TRAIN, Split.VALIDATION)
DEALT_BY = (Role.ID, Role.GROUP, Role.TIME, Role.SPLIT)


def split_filtered(sections: SplitSections) -> None:
    """Writes one file a split, and their counts.

    Raises:
        InputError: no row trains or none validates, a day is given that the task has no column for,
            or the official partition has an unknown value.
    """
    task = sections.task
    records = read_table(paths.FILTERED, [column.name for column in task.columns if column.role in DEALT_BY])
    _check_days(task, sections.split)
    _check_partition(records, task)
    dealt = deal(records, task, sections.split)
    for split in NEEDED:
        if not (dealt == split).any():
            raise InputError(
                f"conf/split/{sections.split.name}.yaml: no row of {len(records)} is dealt to {split.value}"
            )
    for split in WRITTEN:
        parts = read_parts(paths.FILTERED)
        write_parts((part[dealt[part.index] == split] for part in parts), paths.split_file(split))
    write_document(_summary(records, dealt, task, sections.split), paths.SPLIT_REPORT)


def _check_days(task: Task, splitting: Splitting) -> None:
    days = {
        "seal.since": splitting.seal.since,
        "recent.since": splitting.recent.since,
        **{f"window.{key}": value for key, value in splitting.window},
    }
    given = [key for key, day in days.items() if day is not None]
    if given and task.column_name(Role.TIME) is None:
        raise InputError(
            f"conf/split/{splitting.name}.yaml: {given[0]} goes by days, and the task {task.name!r} has no column of "
            "the role 'time'; set it to null"
        )


def _check_partition(records: pd.DataFrame, task: Task) -> None:
    for column in task.columns:
        if column.role is Role.SPLIT and (unknown := sorted(set(records[column.name]) - set(column.partition))):
            raise InputError(
                f"conf/task/{task.name}.yaml: column {column.name!r} holds {unknown[0]!r}, "
                f"which its partition does not map; it maps {sorted(column.partition)}"
            )


def _summary(records: pd.DataFrame, dealt: np.ndarray, task: Task, splitting: Splitting) -> dict[str, object]:
    time = task.column_name(Role.TIME)
    return {
        "rows": {split.value: int((dealt == split).sum()) for split in Split},
        "grouped_by": task.column_name(Role.GROUP),
        "seal": {"name": splitting.seal.name, "until": splitting.seal.until.isoformat()},
        "recent_from": recent_from(records[time], splitting.recent.months, splitting.recent.since) if time else None,
    }
