"""The rows that people may read and label."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.labelling.human_labels import overlay_human_labels
from retrain.ml_configuration import InputError, Role, Split, paths
from retrain.ml_configuration.stages import SplitSections
from retrain.pipeline.splitting import assign_splits
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_json


def read_adapted(sections: SplitSections) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """The adapted records with all labels imported so far, and which of them may be labelled, (n,).

    Training and validation rows may be, and rows that would belong to these splits if they had a
    label. A row of the sealed slice never may, not even without a label or after the last sealed day:
    it would enter a holdout after a person has read it. Nor may a row on or after the first day of `recent`:
    people label rows that are hard for a model, which would make the holdout harder than the data
    that it stands for. The next retrain moves that day.

    Raises:
        InputError: the task has no ids, or the training pipeline has not run.
    """
    task = sections.task
    if task.column_name(Role.ID) is None:
        problem = "labels are imported by id; give a column the role 'id'"
        raise InputError(f"conf/task/{task.name}.yaml: {problem}")
    for file in (paths.ADAPTED, paths.SPLIT_REPORT):
        if not file.is_file():
            raise InputError(f"{file} is missing; run `dvc repro`")
    splitting = sections.split
    if task.column_name(Role.TIME) is not None:
        last_run = read_json(paths.SPLIT_REPORT)
        splitting = splitting.with_recent_since(date.fromisoformat(last_run["recent_from"]))
    records = overlay_human_labels(read_table(paths.ADAPTED), task)
    splits = assign_splits(records, task, splitting)
    return records, np.isin(splits, [Split.TRAIN, Split.VALIDATION])
