"""Raw records to the records of the task."""

from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd

from retrain.adapters import adapt, build_adapters
from retrain.ml_configuration import paths
from retrain.ml_configuration.stages import AdaptSections
from retrain.pipeline.given_labels import with_given_labels
from retrain.pipeline.tables import read_parts, write_parts

Adapting = Callable[[pd.DataFrame], pd.DataFrame]


def adapt_records(
    sections: AdaptSections, mapped: Callable[[Adapting, Iterable[pd.DataFrame]], Iterable[pd.DataFrame]] = map
) -> None:
    """Writes the adapted records: the task's columns and no others.

    Args:
        sections: the task and its adapters.
        mapped: applies a function to parts of the records, in their order. `map` of an executor, such as one for a Ray
            cluster, writes the same bytes.
    """
    parts = mapped(partial(adapt_part, sections), read_parts(paths.RAW_RECORDS))
    parts = (with_given_labels(part, sections.task) for part in parts)
    write_parts(parts, paths.ADAPTED)


def adapt_part(sections: AdaptSections, raw: pd.DataFrame) -> pd.DataFrame:
    """The records of the task for some raw records; no record depends on another."""
    return adapt(build_adapters(sections.adapters), raw, sections.task, need_label=True)
