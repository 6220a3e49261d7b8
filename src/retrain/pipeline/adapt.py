"""Turns raw records into the records of the task."""

from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd

from retrain.adapters import build_adapters
from retrain.ml_configuration import Task, paths
from retrain.ml_configuration.stages import AdaptSections
from retrain.workspace.csv_tables import TableColumns, read_parts, to_table, write_parts

AdaptPart = Callable[[pd.DataFrame], pd.DataFrame]
CorrectLabels = Callable[[pd.DataFrame, Task], pd.DataFrame]


def keep_labels(records: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The records unchanged."""
    return records


def adapt_records(
    sections: AdaptSections,
    correct_labels: CorrectLabels = keep_labels,
    map_parts: Callable[[AdaptPart, Iterable[pd.DataFrame]], Iterable[pd.DataFrame]] = map,
) -> None:
    """Writes the adapted records, which have the task's columns and no others.

    Args:
        sections: the task and its adapters.
        correct_labels: replaces labels of adapted records, such as by those of annotators.
        map_parts: applies a function to parts of the records, in their order. The `map` of an
            executor, such as that of a Ray cluster, writes the same bytes.
    """
    adapted = map_parts(partial(adapt_part, sections), read_parts(paths.RAW_RECORDS))
    write_parts((correct_labels(part, sections.task) for part in adapted), paths.ADAPTED)


def adapt_part(sections: AdaptSections, raw: pd.DataFrame) -> pd.DataFrame:
    """The task's records for some raw records; no record depends on another."""
    adapters = build_adapters(sections.adapters, sections.task)
    return to_table(adapters.adapt(TableColumns(raw), need_label=True))
