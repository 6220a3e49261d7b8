"""Rows that an expert should look at: where the two models differ in being right, or agree against the label."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from retrain.decision.evidence import Holdout
from retrain.decision.severity import costs_of
from retrain.ml_configuration.labels import Severity

SURE = 0.9


class Change(StrEnum):
    """What the retrained model changed on a row."""

    BROKEN = "broken"
    FIXED = "fixed"
    WRONG_OTHERWISE = "wrong_otherwise"
    LABEL_SUSPECT = "label_suspect"


class Flip(NamedTuple):
    """One row of the flip table; `cost_change` is the cost of the retrained answer less that of the legacy one."""

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


def flips(holdout: Holdout, labels: Sequence[str], severity: Severity | None) -> tuple[Flip, ...]:
    """The rows on which the two models differ, those that got worse first; of equal cost the most confident first.

    A label is suspect where both models are sure (.9) of one and the same other answer (Northcutt
    et al. 2021).

    Args:
        holdout: open rows, with the answers of both models.
        labels: known to a model or occurring.
        severity: what each mistake costs.
    """
    before, after = holdout.pair
    positions = {label: place for place, label in enumerate(labels)}
    costs = costs_of(labels, severity)
    truth, old, new = (
        np.array([positions[label] for label in column.tolist()], dtype=np.int64)
        for column in (holdout.truth, before.prediction, after.prediction)
    )
    cost_change = np.round(costs[truth, new] - costs[truth, old], 6)
    sure = (before.confidence > SURE) & (after.confidence > SURE)
    conditions = {
        Change.BROKEN: (old == truth) & (new != truth),
        Change.FIXED: (old != truth) & (new == truth),
        Change.WRONG_OTHERWISE: old != new,
        Change.LABEL_SUSPECT: (new != truth) & sure,
    }
    found = np.select([*conditions.values()], [np.array(change, dtype=object) for change in conditions], default="")
    of_legacy, of_retrained = ((given.prediction, given.confidence, given.source) for given in (before, after))
    columns = (holdout.ids, found, holdout.truth, *of_legacy, *of_retrained, cost_change)
    shown = np.flatnonzero(found)
    rows = [Flip(*row) for row in zip(*(column[shown].tolist() for column in columns), strict=True)]
    return tuple(sorted(rows, key=lambda row: (-row.cost_change, -row.retrained_confidence, row.id)))
