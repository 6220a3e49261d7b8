"""Compares two samples of a task's rows, column by column and by all features together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from scipy import stats

from retrain.drift.domain_classifier import classifier_two_sample_test
from retrain.drift.numeric_values import NUMERIC_VALUES
from retrain.drift.shifts import Shift, categorical_shift, numeric_shift
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

COMPARED_ROLES = FEATURE_ROLES | {Role.LABEL}

FALSE_DISCOVERY_RATE = 0.05
"""Of all reported drift, the share that may be chance; without drift, the chance of any alarm."""

MIN_ROWS = 50
"""Fewer rows show only extreme drift."""


@dataclass(frozen=True)
class Samples:
    """Two samples of independent rows, and the number of rows that are in neither, by reason.

    Attributes:
        reference: rows that the legacy model was trained on.
        current: rows that it was not trained on.
        left_out: reason -> rows.
    """

    reference: pd.DataFrame
    current: pd.DataFrame
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)


def drift_not_measured(reason: NotCompared) -> Drift:
    """The drift document that holds the reason why no drift was measured."""
    return Drift(summary=reason.words, not_compared=reason)


def compare_samples(samples: Samples, task: Task) -> Drift:
    """The drift of each column and of all features together.

    The false discovery rate is held at 5 % over all tests together (Benjamini and Hochberg 1995).
    """
    rows = Rows(then=len(samples.reference), since=len(samples.current))
    if min(rows.then, rows.since) < MIN_ROWS:
        drift = drift_not_measured(NotCompared.TOO_FEW_ROWS)
    else:
        drift = _measured(samples, task)
    return drift.model_copy(update={"rows": rows, "left_out": dict(samples.left_out)})


def _measured(samples: Samples, task: Task) -> Drift:
    columns = [column for column in task.columns if column.role in COMPARED_ROLES]
    shifts = [_shift(column, samples) for column in columns]
    by_classifier = classifier_two_sample_test(samples.reference, samples.current, task)
    p_values = [*(shift.p_value for shift in shifts), by_classifier.p_value]
    adjusted = stats.false_discovery_control(p_values).tolist()
    column_drifts = tuple(
        ColumnDrift(column=column.name, role=column.role, **vars(shift), **_significance(p_value))
        for column, shift, p_value in zip(columns, shifts, adjusted[:-1], strict=True)
    )
    classifier = ClassifierDrift(**vars(by_classifier), **_significance(adjusted[-1]))
    return Drift(
        summary=_summary(column_drifts, classifier),
        columns=column_drifts,
        classifier=classifier,
        labels=_label_rows(samples, task.label),
    )


def _label_rows(samples: Samples, column: str) -> tuple[LabelRows, ...]:
    reference = Counter(samples.reference[column])
    current = Counter(samples.current[column])
    labels = sorted({*reference, *current})
    return tuple(LabelRows(label=label, then=reference[label], since=current[label]) for label in labels)


def _significance(adjusted: float) -> dict[str, Any]:
    return {"adjusted": adjusted, "drifted": adjusted <= FALSE_DISCOVERY_RATE}


def _shift(column: Column, samples: Samples) -> Shift:
    reference = samples.reference[column.name].tolist()
    current = samples.current[column.name].tolist()
    if column.role in NUMERIC_VALUES:
        values = NUMERIC_VALUES[column.role]
        return numeric_shift(values(reference), values(current))
    return categorical_shift(reference, current)


def _summary(columns: Sequence[ColumnDrift], classifier: ClassifierDrift) -> str:
    """Which columns drifted, and whether a classifier separates the two samples."""
    names = [column.column for column in columns if column.drifted]
    drifted = f"{len(names)} of {len(columns)} columns drifted" if names else "No column drifted"
    listed = f" ({', '.join(names)})" if names else ""
    separates = "separates" if classifier.drifted else "does not separate"
    return (
        f"{drifted} since the legacy model was trained{listed}, "
        f"and a classifier {separates} its training rows from the new rows "
        f"(AUC {classifier.auc:.3f})."
    )
