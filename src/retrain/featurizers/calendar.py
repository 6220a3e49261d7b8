"""Dates as positions in time, in the year and in the week."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, FittedState, Layout, TextLists
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

Floats = NDArray[np.float64]
YEAR = 365.2425
WEEK = 7
FEATURES = ("day", "year sine", "year cosine", "week sine", "week cosine", "missing")
MAX_DEVIATIONS = 1e4


class Calendar(Featurizer):
    """Six features a column: the day, its positions in year and week, and whether it is missing.

    The day is in standard deviations from the mean of the training days, the positions are sine and
    cosine. A missing day is 0 in all features but the last.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.CALENDAR
    role: ClassVar[Role] = Role.DATE

    def fit_state(self, records: Columns, groups: NDArray[np.object_]) -> FittedState:
        """Mean and scale of the days of each column, float64; a constant column has scale 1."""
        days = self._days(records)
        empty = np.isnan(days).all(axis=0)
        if empty.any():
            column = self.columns[int(empty.argmax())]
            raise InputError(
                f"date column {column!r} has no day: its training cells are all missing; "
                "give it the role 'ignore' in conf/task"
            )
        scale = np.nanstd(days, axis=0)
        scale[scale == 0] = 1.0
        return FittedState(arrays={"mean": np.nanmean(days, axis=0), "scale": scale})

    def layout(self, text_lists: TextLists) -> Layout:
        """A mean and a scale a column."""
        return dict.fromkeys(("mean", "scale"), (np.float64, (len(self.columns),)))

    def feature_names(self, state: FittedState) -> tuple[str, ...]:
        """The column with the feature, as `received year sine`."""
        return tuple(f"{column} {feature}" for column in self.columns for feature in FEATURES)

    def batch_transform(self, state: FittedState) -> Callable[[Columns], Array]:
        """A function from n records to a dense array of float32, shape (n, 6 x columns)."""
        mean = state.arrays["mean"]
        scale = state.arrays["scale"]
        return lambda records: _features(self._days(records), mean, scale)

    def _days(self, records: Columns) -> NDArray[np.float64]:
        """Days since 1970, (n, columns), NaN where missing."""
        columns = [[cell[:10] for cell in records[column]] for column in self.columns]
        cells = np.array(columns, dtype=object).T
        days = np.where(cells == "", "NaT", cells).astype("datetime64[D]")
        return np.where(np.isnat(days), np.nan, days.astype(np.int64))


def _features(days: Floats, mean: Floats, scale: Floats) -> NDArray[np.float32]:
    in_year = 2 * np.pi * days / YEAR
    in_week = 2 * np.pi * days / WEEK
    blocks = [
        np.clip((days - mean) / scale, -MAX_DEVIATIONS, MAX_DEVIATIONS),
        np.sin(in_year),
        np.cos(in_year),
        np.sin(in_week),
        np.cos(in_week),
        np.isnan(days),
    ]
    features = np.nan_to_num(np.stack(blocks, axis=2))
    return np.asarray(features.reshape(len(days), len(FEATURES) * days.shape[1]), dtype=np.float32)
