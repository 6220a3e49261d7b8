"""Days as their place in time, in the year and in the week."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Document, Featurizer, Layout, Learnt
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

YEAR, WEEK = 365.2425, 7
FEATURES = ("day", "year sine", "year cosine", "week sine", "week cosine", "missing")
FARTHEST = 1e4


class Calendar(Featurizer):
    """Six features a column: the day, sine and cosine of its place in the year and in the week, whether none is there.

    The day is in standard deviations from the mean of the training days; a missing one is 0 in all
    but the last.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.CALENDAR
    role: ClassVar[Role] = Role.DATE

    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """Mean and scale of the days of each column, float64; a constant column has scale 1."""
        days = self._days(records)
        if empty := [name for name, column in zip(self.columns, days.T, strict=True) if np.isnan(column).all()]:
            raise InputError(
                f"date column {empty[0]!r} has no day: its training cells are all missing; give it the role 'ignore' "
                "in conf/task"
            )
        scale = np.nanstd(days, axis=0)
        return Learnt(arrays={"mean": np.nanmean(days, axis=0), "scale": np.where(scale == 0, 1.0, scale)})

    def layout(self, document: Document) -> Layout:
        """A mean and a scale a column."""
        return dict.fromkeys(("mean", "scale"), (np.float64, (len(self.columns),)))

    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """The column with the feature, as `received year sine`."""
        return tuple(f"{column} {feature}" for column in self.columns for feature in FEATURES)

    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to a dense array of float32, shape (n, 6 x columns)."""
        mean, scale = learnt.arrays["mean"], learnt.arrays["scale"]
        return lambda records: _placed(self._days(records), mean, scale)

    def _days(self, records: pd.DataFrame) -> NDArray[np.float64]:
        """Days since 1970, (n, columns), NaN where missing."""
        cells = np.array([[cell[:10] for cell in records[column].tolist()] for column in self.columns], dtype=object).T
        days = np.where(cells == "", "NaT", cells).astype("datetime64[D]")
        return np.where(np.isnat(days), np.nan, days.astype(np.int64))


def _placed(days: NDArray[np.float64], mean: NDArray[np.float64], scale: NDArray[np.float64]) -> NDArray[np.float32]:
    turns = [2 * np.pi * days / period for period in (YEAR, WEEK)]
    waves = [wave(turn) for turn in turns for wave in (np.sin, np.cos)]
    features = [np.clip((days - mean) / scale, -FARTHEST, FARTHEST), *waves, np.isnan(days)]
    placed = np.nan_to_num(np.stack(features, axis=2)).reshape(len(days), len(FEATURES) * days.shape[1])
    return np.asarray(placed, dtype=np.float32)
