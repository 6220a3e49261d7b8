"""Checks of a policy, and holdouts whose retrained predictions a test alters."""

from dataclasses import replace

import numpy as np

from retrain.decision import Holdout, ModelIdentity


def check(kind: str, **options) -> dict:
    """A check on the recent rows that leads to a review."""
    return {"id": "checked", "kind": kind, "split": "recent", "on_fail": "review", **options}


def altered(rows: Holdout, **columns) -> Holdout:
    """The rows with columns of the retrained model's predictions replaced."""
    return replace(rows, retrained=replace(rows.retrained, **columns))


def wrong_on(rows: Holdout, label: str, instead: str, share: float = 1.0) -> Holdout:
    """The rows with the prediction `instead` on this share of the rows of a label."""
    chosen = np.flatnonzero(rows.truth == label)
    prediction = rows.retrained.prediction.copy()
    prediction[chosen[: int(len(chosen) * share)]] = instead
    return altered(rows, prediction=prediction)


def models_of(labels: tuple[str, ...]) -> dict[str, ModelIdentity]:
    """A legacy and a retrained model that can predict these labels."""
    return {
        "legacy": ModelIdentity("old", "animals", labels),
        "retrained": ModelIdentity("new", "animals", labels),
    }
