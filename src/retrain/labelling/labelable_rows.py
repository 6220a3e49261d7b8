"""The rows that people may read and label."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.labelling.human_labels import with_given_labels
from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.split import Splitting
from retrain.ml_configuration.stages import SplitSections
from retrain.pipeline.splitting import deal
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_document


def read_adapted(sections: SplitSections) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """The adapted records with the labels given since, and which of them may be labelled.

    Those are the rows that train or validate, or would do so with a label; none that is too old for
    that. A row of the sealed slice is never one, not even without a label or after the seal: it
    would enter a holdout as a row that somebody has read. Nor is a row on or after the first day of
    `recent`: a person would label those that a model finds hard, and the holdout would hold more of
    these than the world does. They open when the next retrain has moved that day.

    Raises:
        InputError: the task has no ids, or the road has not run.
    """
    if sections.task.column_name(Role.ID) is None:
        raise InputError(f"conf/task/{sections.task.name}.yaml: labels come back by id; give a column the role 'id'")
    for file in (paths.ADAPTED, paths.SPLIT_REPORT):
        if not file.is_file():
            raise InputError(f"{file} is missing; run `dvc repro`")
    records = with_given_labels(read_table(paths.ADAPTED), sections.task)
    dealt = deal(records, sections.task, _with_the_day_of_recent(sections.split, sections.task))
    return records, np.array([split in (Split.TRAIN, Split.VALIDATION) for split in dealt], dtype=bool)


def _with_the_day_of_recent(splitting: Splitting, task: Task) -> Splitting:
    """The splitting whose recent rows begin on the day that the last run wrote, whatever newer rows have no label."""
    if task.column_name(Role.TIME) is None:
        return splitting
    day = date.fromisoformat(read_document(paths.SPLIT_REPORT)["recent_from"])
    return splitting.model_copy(update={"recent": splitting.recent.model_copy(update={"since": day})})
