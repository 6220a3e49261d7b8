"""Records parted into those to keep and those left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrain.filterers.registry import build_filterers
from retrain.ml_configuration.filterers import Filterers
from retrain.ml_configuration.problems import InputProblem
from retrain.ml_configuration.task import Task

if TYPE_CHECKING:
    import pandas as pd

EXPLANATION = ("filterer", "reason")


def filter_records(filterers: Filterers, records: pd.DataFrame, task: Task) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The records kept, and the records removed with why.

    Args:
        filterers: run in this order, each on what the ones before it kept.
        records: adapted records; not changed.
        task: the roles of the columns.

    Returns:
        Two new frames, index 0 to n - 1: `kept` with the columns of the records; `removed` with two more,
        `filterer` (its kind) and `reason`, ordered by filterer, then by row.

    Raises:
        InvalidOptions: a class refused the options of its step.
        InputProblem: a column of the records has the name of one of the two more.
    """
    import pandas as pd

    _refuse_taken_names(records)
    kept, removed = records, [_explained(records.iloc[:0], "", [])]
    for step, filterer in zip(filterers.steps, build_filterers(filterers), strict=True):
        reason = np.array(filterer.reason(kept, task), dtype=object)
        out = (reason != "").astype(bool)
        removed.append(_explained(kept[out], step.kind.value, reason[out].tolist()))
        kept = kept[~out]
    return kept.reset_index(drop=True), pd.concat(removed, ignore_index=True)


def _explained(records: pd.DataFrame, filterer: str, reasons: list[str]) -> pd.DataFrame:
    return records.assign(filterer=filterer, reason=reasons)


def _refuse_taken_names(records: pd.DataFrame) -> None:
    if taken := [name for name in EXPLANATION if name in records]:
        raise InputProblem(
            f"column {taken[0]!r} has the name under which removed records are explained; "
            "give it another name with the adapter rename in conf/adapters"
        )
