"""Raw records to the records of the task."""

from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd

from retrain.adapters import adapt, build_adapters
from retrain.ml_configuration import Task, paths
from retrain.ml_configuration.stages import AdaptSections
from retrain.workspace.csv_tables import read_parts, write_parts

Adapting = Callable[[pd.DataFrame], pd.DataFrame]
CorrectLabels = Callable[[pd.DataFrame, Task], pd.DataFrame]


def keep_labels(records: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The records with the labels that they have."""
    return records


def adapt_records(
    sections: AdaptSections,
    correct_labels: CorrectLabels = keep_labels,
    mapped: Callable[[Adapting, Iterable[pd.DataFrame]], Iterable[pd.DataFrame]] = map,
) -> None:
    """Writes the adapted records: the task's columns and no others.

    Args:
        sections: the task and its adapters.
        correct_labels: replaces labels of adapted records, such as by those that people gave.
        mapped: applies a function to parts of the records, in their order. `map` of an executor,
            such as one for a Ray cluster, writes the same bytes.
    """
    parts = mapped(partial(adapt_part, sections), read_parts(paths.RAW_RECORDS))
    parts = (correct_labels(part, sections.task) for part in parts)
    write_parts(parts, paths.ADAPTED)


def adapt_part(sections: AdaptSections, raw: pd.DataFrame) -> pd.DataFrame:
    """The records of the task for some raw records; no record depends on another."""
    return adapt(build_adapters(sections.adapters), raw, sections.task, need_label=True)
