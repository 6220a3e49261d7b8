"""Grey images as numbers from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, Learnt
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

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

    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """Nothing."""
        return Learnt()

    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """The column with the row and the column of the pixel, as `image 0,7`."""
        places = [f"{row},{column}" for row in range(self.height) for column in range(self.width)]
        return tuple(f"{name} {place}" for name in self.columns for place in places)

    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to a dense array of float32, shape (n, columns x height x width)."""
        return self._shares

    def _shares(self, records: pd.DataFrame) -> NDArray[np.float32]:
        images = [[self._image(cell, name) for cell in records[name].tolist()] for name in self.columns]
        shaped = np.array(images, np.float32).reshape(len(self.columns), len(records), self.height * self.width)
        return np.hstack(list(shaped))

    def _image(self, cell: str, column: str) -> NDArray[np.float32]:
        size = self.height * self.width
        image = np.array(cell.split() if cell else np.zeros(size), np.float32)
        if len(image) != size or image.max() > self.maximum:
            raise InputError(
                f"column {column!r}: an image has {len(image)} pixels up to {image.max():.0f}, where conf/featurizers "
                f"has {self.height} x {self.width} up to {self.maximum}; correct the options or the cell {cell[:60]!r}"
            )
        return image / np.float32(self.maximum)
