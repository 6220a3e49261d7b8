"""Grey images as numbers from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, FittedState
from retrain.ml_configuration.columns import Columns, row_count
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

Positive = Annotated[int, Field(ge=1, le=99_999)]


class Pixels(Featurizer):
    """One feature a pixel, row by row from the top left; a missing image is black.

    Attributes:
        height: of every image.
        width: of every image.
        maximum: the value of white.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.PIXELS
    role: ClassVar[Role] = Role.IMAGE
    height: Positive
    width: Positive
    maximum: Positive = 255

    def fit_state(self, records: Columns, groups: NDArray[np.object_]) -> FittedState:
        """Nothing is fitted."""
        return FittedState()

    def feature_names(self, state: FittedState) -> tuple[str, ...]:
        """The column with the row and the column of the pixel, as `image 0,7`."""
        pixels = [f"{row},{column}" for row in range(self.height) for column in range(self.width)]
        return tuple(f"{name} {pixel}" for name in self.columns for pixel in pixels)

    def batch_transform(self, state: FittedState) -> Callable[[Columns], Array]:
        """A function from n records to dense float32, shape (n, columns x height x width)."""
        return self._brightness

    def _brightness(self, records: Columns) -> NDArray[np.float32]:
        images = [[self._image(cell, name) for cell in records[name]] for name in self.columns]
        shape = (len(self.columns), row_count(records), self.height * self.width)
        return np.hstack(list(np.array(images, np.float32).reshape(shape)))

    def _image(self, cell: str, column: str) -> NDArray[np.float32]:
        size = self.height * self.width
        image = np.array(cell.split() if cell else np.zeros(size), np.float32)
        if len(image) != size or image.max() > self.maximum:
            raise InputError(
                f"column {column!r}: an image has {len(image)} pixels up to {image.max():.0f}, where "
                f"conf/featurizers has {self.height} x {self.width} up to {self.maximum}; correct the "
                f"options or the cell {cell[:60]!r}"
            )
        return image / np.float32(self.maximum)
