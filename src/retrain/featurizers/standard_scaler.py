"""Numbers in standard deviations from their mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Document, Featurizer, Layout, Learnt, ReadRow
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

FARTHEST = 1e4


class StandardScaler(Featurizer):
    """Two features a column: the scaled value, 0 where missing, and an indicator of missing.

    Mean and scale are those of scikit-learn's `StandardScaler` over the training cells that are
    there; a constant column has scale 1. A value farther than 10,000 standard deviations counts as
    that far, so that no number a caller sends leaves the range of float32.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.STANDARD_SCALER
    role: ClassVar[Role] = Role.NUMBER

    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """Mean and scale of each column, float64."""
        from sklearn.preprocessing import StandardScaler as Scaler

        with np.errstate(all="ignore"):
            scaler = Scaler().fit(self._numbers(records))
        finite = np.isfinite(scaler.mean_) & np.isfinite(scaler.scale_)
        if not finite.all():
            raise InputError(
                f"number column {self.columns[int(np.argmin(finite))]!r} has no mean and scale: its training cells "
                "are all missing or too large; give it the role 'ignore' in conf/task"
            )
        return Learnt(arrays={"mean": scaler.mean_, "scale": scaler.scale_})

    def layout(self, document: Document) -> Layout:
        """A mean and a scale a column."""
        return dict.fromkeys(("mean", "scale"), (np.float64, (len(self.columns),)))

    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """The column, and the column with ` missing`."""
        return tuple(name for column in self.columns for name in (column, f"{column} missing"))

    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to a dense array of float32, shape (n, 2 x columns)."""
        mean, scale = learnt.arrays["mean"], learnt.arrays["scale"]
        return lambda records: _scaled(self._numbers(records), mean, scale)

    def row(self, learnt: Learnt) -> ReadRow:
        """The features of one record."""
        scales = list(zip(self.columns, *(learnt.arrays[name].tolist() for name in ("mean", "scale")), strict=True))

        def read(record: Mapping[str, str]) -> NDArray[np.float32]:
            features: list[float] = []
            for column, mean, scale in scales:
                cell = record[column]
                distance = (float(cell) - mean) / scale if cell else 0.0
                features += (min(max(distance, -FARTHEST), FARTHEST), not cell)
            return np.array(features, np.float32)

        return read

    def _numbers(self, records: pd.DataFrame) -> NDArray[np.float64]:
        columns = [[float(cell or "nan") for cell in records[column].tolist()] for column in self.columns]
        return np.array(columns, np.float64).T


def _scaled(numbers: NDArray[np.float64], mean: NDArray[np.float64], scale: NDArray[np.float64]) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):
        distances = np.clip((numbers - mean) / scale, -FARTHEST, FARTHEST)
    features = np.empty((len(numbers), 2 * len(mean)), np.float32)
    features[:, 0::2] = np.nan_to_num(distances)
    features[:, 1::2] = np.isnan(numbers)
    return features
