"""Every column and all features together, then and since, and what of it counts as drift."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from scipy import stats

from retrain.drift.cells import NUMBERS
from retrain.drift.classifier import two_sample_classifier
from retrain.drift.shifts import Shift, shift_of_categories, shift_of_numbers
from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.drift_document import (
    ClassifierDrift,
    ColumnDrift,
    Drift,
    LabelRows,
    LeftOut,
    NotCompared,
    Rows,
)
from retrain.ml_configuration.enums import FEATURE_ROLES
from retrain.ml_configuration.task import Column

COMPARED = FEATURE_ROLES | {Role.LABEL}

FALSE_DISCOVERY = 0.05
"""Of all that is called drift, the share that may be chance; where nothing drifted, the chance of any false alarm."""

LEAST_ROWS = 50
"""A side with fewer rows shows nothing short of an upheaval; a number would only look like an answer."""


@dataclass(frozen=True)
class Sides:
    """Two samples of independent rows, and how many rows are in neither, by reason.

    Attributes:
        then: rows that the legacy model was trained on.
        since: rows that it was not.
        left_out: reason -> rows.
    """

    then: pd.DataFrame
    since: pd.DataFrame
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)


def nothing_compared(reason: NotCompared) -> Drift:
    """The document that says why there is nothing to compare."""
    return Drift(summary=reason.words, not_compared=reason)


def compare_sides(sides: Sides, task: Task) -> Drift:
    """What drifted, with the false discovery rate held at 5 % over all tests together (Benjamini and Hochberg 1995)."""
    rows = Rows(then=len(sides.then), since=len(sides.since))
    few = min(rows.then, rows.since) < LEAST_ROWS
    drift = nothing_compared(NotCompared.TOO_FEW_ROWS) if few else _compared(sides, task)
    return drift.model_copy(update={"rows": rows, "left_out": dict(sides.left_out)})


def _compared(sides: Sides, task: Task) -> Drift:
    columns = [column for column in task.columns if column.role in COMPARED]
    shifts = [_shift(column, sides) for column in columns]
    together = two_sample_classifier(sides.then, sides.since, task)
    adjusted = stats.false_discovery_control([*(shift.p_value for shift in shifts), together.p_value]).tolist()
    found = tuple(
        ColumnDrift(column=column.name, role=column.role, **vars(shift), **_found(p_value))
        for column, shift, p_value in zip(columns, shifts, adjusted[:-1], strict=True)
    )
    classifier = ClassifierDrift(**vars(together), **_found(adjusted[-1]))
    labels = _label_rows(sides, task.label)
    return Drift(summary=_summary(found, classifier), columns=found, classifier=classifier, labels=labels)


def _label_rows(sides: Sides, column: str) -> tuple[LabelRows, ...]:
    then, since = (Counter(side[column]) for side in (sides.then, sides.since))
    return tuple(LabelRows(label=each, then=then[each], since=since[each]) for each in sorted({*then, *since}))


def _found(adjusted: float) -> dict[str, Any]:
    return {"adjusted": adjusted, "drifted": adjusted <= FALSE_DISCOVERY}


def _shift(column: Column, sides: Sides) -> Shift:
    then, since = sides.then[column.name].tolist(), sides.since[column.name].tolist()
    if column.role in NUMBERS:
        return shift_of_numbers(NUMBERS[column.role](then), NUMBERS[column.role](since))
    return shift_of_categories(then, since)


def _summary(columns: Sequence[ColumnDrift], classifier: ClassifierDrift) -> str:
    """Which columns drifted, and whether a classifier tells rows of then from rows since then."""
    names = [each.column for each in columns if each.drifted]
    drifted = f"{len(names)} of {len(columns)} columns drifted" if names else "No column drifted"
    listed = f" ({', '.join(names)})" if names else ""
    apart = "tells" if classifier.drifted else "does not tell"
    return (
        f"{drifted} since the legacy model was trained{listed}, "
        f"and a classifier {apart} rows of then from rows since then (AUC {classifier.auc:.3f})."
    )
