"""Accuracy of both models on parts of the rows."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrain.decision.evidence import Flags, Holdout
from retrain.decision.regression_tests import slice_regressions
from retrain.ml_configuration.comparison_document import SliceScores

SHOWN = 100


def slice_scores(holdout: Holdout, slices: Mapping[str, NDArray[Any]]) -> tuple[SliceScores, ...]:
    """The scores on the rows of every value of each column, in the order of columns and values.

    Args:
        holdout: open rows, with the answers of both models.
        slices: column -> its values, shape (rows,).
    """
    legacy, retrained = (answers.right(holdout.truth) for answers in holdout.pair)
    tests = slice_regressions(legacy, retrained, slices, holdout.groups)
    shares = (share for values in slices.values() for share in _shares(values, legacy, retrained))
    paired = holdout.legacy is not None
    return tuple(
        SliceScores(
            name=test.name,
            rows=rows,
            legacy=before if paired else None,
            retrained=after,
            p_value=test.adjusted if paired else None,
        )
        for test, (rows, before, after) in zip(tests, shares, strict=True)
    )


def worst_first(slices: tuple[SliceScores, ...]) -> tuple[SliceScores, ...]:
    """At most a hundred slices, the largest loss of accuracy first; without a legacy model the least accurate one."""
    return tuple(sorted(slices, key=lambda one: (one.retrained - (one.legacy or 0.0), one.name))[:SHOWN])


def _shares(values: NDArray[Any], legacy: Flags, retrained: Flags) -> Iterator[tuple[int, float, float]]:
    _, places = np.unique(values.astype(str), return_inverse=True)
    rows = np.bincount(places)
    before, after = (np.bincount(places, right) / rows for right in (legacy, retrained))
    return zip(rows.tolist(), before.tolist(), after.tolist(), strict=True)
