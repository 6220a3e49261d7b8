"""Records parted into those to keep and those left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrain.filterers.duplicate_rows import ContradictoryRows, DuplicateRows
from retrain.filterers.empty_text import EmptyText
from retrain.filterers.filterer import Filterer, RecordFilterer
from retrain.filterers.labels import MissingLabel, RareLabel
from retrain.ml_configuration import InputError, Task
from retrain.ml_configuration.enums import FiltererKind
from retrain.ml_configuration.filterers import Filterers

if TYPE_CHECKING:
    import pandas as pd

REGISTRY: dict[FiltererKind, type[Filterer]] = {
    FiltererKind.CONTRADICTION: ContradictoryRows,
    FiltererKind.DUPLICATE: DuplicateRows,
    FiltererKind.EMPTY_TEXT: EmptyText,
    FiltererKind.MISSING_LABEL: MissingLabel,
    FiltererKind.RARE_LABEL: RareLabel,
}


def build_filterers(filterers: Filterers) -> tuple[Filterer, ...]:
    """The filterers of the configuration, in its order.

    Raises:
        InvalidOptionsError: a class refused the options of its step.
    """
    return tuple(step.built(REGISTRY[step.kind], ("filterers", "steps", n)) for n, step in enumerate(filterers.steps))


def filter_records(filterers: Filterers, records: pd.DataFrame, task: Task) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The records kept, and the records removed with why.

    Args:
        filterers: run in this order, each on what the ones before it kept.
        records: adapted records; not changed.
        task: the roles of the columns.

    Returns:
        Two new frames, index 0 to n - 1: `kept` with the columns of the records; `removed` with two
        more, `filterer` (its kind) and `reason`, ordered by filterer, then by row.

    Raises:
        InvalidOptionsError: a class refused the options of its step.
        InputError: a column of the records has the name of one of the two more.
    """
    import pandas as pd

    _refuse_taken_names(records)
    kept, removed = records, [records.iloc[:0].assign(filterer="", reason="")]
    for step, filterer in zip(filterers.steps, build_filterers(filterers), strict=True):
        reason = np.array(filterer.reason(kept, task), dtype=object)
        out = (reason != "").astype(bool)
        removed.append(kept[out].assign(filterer=step.kind.value, reason=reason[out]))
        kept = kept[~out]
    return kept.reset_index(drop=True), pd.concat(removed, ignore_index=True)


def of_single_records(filterers: Filterers) -> Filterers:
    """Those of the steps that judge a record by itself, so that a service can judge one too."""
    steps = tuple(step for step in filterers.steps if issubclass(REGISTRY[step.kind], RecordFilterer))
    return filterers.model_copy(update={"steps": steps})


def _refuse_taken_names(records: pd.DataFrame) -> None:
    if taken := [name for name in ("filterer", "reason") if name in records]:
        raise InputError(
            f"column {taken[0]!r} has the name under which removed records are explained; "
            "give it another name with the adapter rename in conf/adapters"
        )
