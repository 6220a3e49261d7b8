"""Standardised numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, FittedState, Layout, RowTransform, TextLists
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

Floats = NDArray[np.float64]
MAX_DEVIATIONS = 1e4


class StandardScaler(Featurizer):
    """Two features a column: the scaled value, 0 where missing, and an indicator of missing.

    Mean and scale are those of scikit-learn's `StandardScaler` over the training cells that are not
    missing; a constant column has scale 1. Values are clipped at 10,000 standard deviations, so
    that no number leaves the range of float32.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.STANDARD_SCALER
    role: ClassVar[Role] = Role.NUMBER

    def fit_state(self, records: Columns, groups: NDArray[np.object_]) -> FittedState:
        """Mean and scale of each column, float64."""
        from sklearn.preprocessing import StandardScaler as Scaler

        with np.errstate(all="ignore"):
            scaler = Scaler().fit(self._numbers(records))
        finite = np.isfinite(scaler.mean_) & np.isfinite(scaler.scale_)
        if not finite.all():
            column = self.columns[int(np.argmin(finite))]
            raise InputError(
                f"number column {column!r} has no mean and scale: its training cells are all missing "
                "or too large; give it the role 'ignore' in conf/task"
            )
        return FittedState(arrays={"mean": scaler.mean_, "scale": scaler.scale_})

    def layout(self, text_lists: TextLists) -> Layout:
        """A mean and a scale a column."""
        return dict.fromkeys(("mean", "scale"), (np.float64, (len(self.columns),)))

    def feature_names(self, state: FittedState) -> tuple[str, ...]:
        """The column, and the column with ` missing`."""
        return tuple(name for column in self.columns for name in (column, f"{column} missing"))

    def batch_transform(self, state: FittedState) -> Callable[[Columns], Array]:
        """A function from n records to a dense array of float32, shape (n, 2 x columns)."""
        mean = state.arrays["mean"]
        scale = state.arrays["scale"]
        return lambda records: _scaled(self._numbers(records), mean, scale)

    def row_transform(self, state: FittedState) -> RowTransform:
        """The features of one record."""
        means = state.arrays["mean"].tolist()
        scales = list(zip(self.columns, means, state.arrays["scale"].tolist(), strict=True))

        def read(record: Mapping[str, str]) -> NDArray[np.float32]:
            features: list[float] = []
            for column, mean, scale in scales:
                cell = record[column]
                distance = (float(cell) - mean) / scale if cell else 0.0
                features += (min(max(distance, -MAX_DEVIATIONS), MAX_DEVIATIONS), not cell)
            return np.array(features, np.float32)

        return read

    def _numbers(self, records: Columns) -> Floats:
        columns = [[float(cell or "nan") for cell in records[column]] for column in self.columns]
        return np.array(columns, np.float64).T


def _scaled(numbers: Floats, mean: Floats, scale: Floats) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):
        distances = np.clip((numbers - mean) / scale, -MAX_DEVIATIONS, MAX_DEVIATIONS)
    features = np.empty((len(numbers), 2 * len(mean)), np.float32)
    features[:, 0::2] = np.nan_to_num(distances)
    features[:, 1::2] = np.isnan(numbers)
    return features
