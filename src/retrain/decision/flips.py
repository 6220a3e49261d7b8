"""Rows for an expert to read: the models differ, or agree against the given label."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from retrain.decision.evidence import Holdout
from retrain.decision.severity import cost_matrix
from retrain.ml_configuration.task import Severity

CONFIDENT = 0.9


class Change(StrEnum):
    """What the retrained model changed on a row."""

    BROKEN = "broken"
    FIXED = "fixed"
    WRONG_OTHERWISE = "wrong_otherwise"
    LABEL_SUSPECT = "label_suspect"


class Flip(NamedTuple):
    """One row of the table of flips; `cost_change` is the retrained minus the legacy cost."""

    id: str
    change: Change
    truth: str
    legacy: str
    legacy_confidence: float
    legacy_source: str
    retrained: str
    retrained_confidence: float
    retrained_source: str
    cost_change: float


def find_flips(holdout: Holdout, labels: Sequence[str], severity: Severity | None) -> tuple[Flip, ...]:
    """The rows on which the two models differ, and rows whose label is suspect.

    They are sorted by change of cost, the largest first, then by confidence. A label is suspect
    where both models predict the same other label with a confidence above 0.9 (Northcutt et al.
    2021).

    Args:
        holdout: the recent rows, with the predictions of both models.
        labels: all labels that occur or that a model can predict.
        severity: the costs of mistakes.
    """
    legacy, retrained = holdout.both_models
    costs = cost_matrix(labels, severity)
    codes = {label: code for code, label in enumerate(labels)}
    truth, old, new = (
        np.array([codes[label] for label in column.tolist()], dtype=np.int64)
        for column in (holdout.truth, legacy.prediction, retrained.prediction)
    )
    cost_change = np.round(costs[truth, new] - costs[truth, old], 6)
    both_confident = (legacy.confidence > CONFIDENT) & (retrained.confidence > CONFIDENT)
    conditions = {
        Change.BROKEN: (old == truth) & (new != truth),
        Change.FIXED: (old != truth) & (new == truth),
        Change.WRONG_OTHERWISE: old != new,
        Change.LABEL_SUSPECT: (new != truth) & both_confident,
    }
    changes = [np.array(change, dtype=object) for change in conditions]
    change_of_row = np.select([*conditions.values()], changes, default="")
    before = (legacy.prediction, legacy.confidence, legacy.source)
    after = (retrained.prediction, retrained.confidence, retrained.source)
    columns = (holdout.ids, change_of_row, holdout.truth, *before, *after, cost_change)
    changed = np.flatnonzero(change_of_row)
    cells = [column[changed].tolist() for column in columns]
    rows = [Flip(*row) for row in zip(*cells, strict=True)]
    rows.sort(key=lambda row: (-row.cost_change, -row.retrained_confidence, row.id))
    return tuple(rows)
