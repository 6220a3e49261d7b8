"""A small convolutional network for grey images."""

from typing import Annotated

import torch
from pydantic import Field
from torch import nn
from torch.nn import functional

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.errors import InputError
from retrain.pytorch.dataset import Batch
from retrain.pytorch.layers import Affine, Dropout, SparseLinear, TaskNetwork

Pixels = Annotated[int, Field(ge=2, le=512)]


class ImageClassifier(TaskNetwork):
    """Logistic regression on sparse features beside two convolutions with pooling on the image.

    Raises:
        InputError: the dense features are not the pixels of one image of this height and width.
    """

    class Options(FrozenModel):
        """Its options.

        Attributes:
            dropout: share left out of each training example, of its non-zero sparse features and of
                its pooled values.
            height: of the image.
            width: of the image.
            channels: of the first convolution; the second has twice as many.
            shift: while training, each image moves by at most so many pixels, down and sideways.
        """

        dropout: Dropout
        height: Pixels
        width: Pixels
        channels: Annotated[int, Field(ge=1, le=256)]
        shift: Annotated[int, Field(ge=0, le=16)]

    def __init__(self, options: Options, sparse: int, dense: int, labels: int) -> None:
        super().__init__(options, sparse, dense, labels)
        height, width, channels = options.height, options.width, options.channels
        if dense != height * width:
            raise InputError(
                f"network: an image of {height} x {width} pixels does not match {dense} dense features; "
                "set the height and width of the featurizer pixels, and use no other featurizer "
                "of dense features"
            )
        self.shape = (height, width)
        self.shift = options.shift
        self.dropout = nn.Dropout(options.dropout)
        self.sparse = SparseLinear(sparse, labels, options.dropout)
        self.first = nn.Conv2d(1, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, 2 * channels, 3, padding=1)
        self.output = Affine(2 * channels * (height // 2) * (width // 2), labels)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (n, labels)."""
        images = batch["dense"].reshape(-1, *self.shape)
        if self.training:
            images = shifted(images, self.shift)
        hidden = functional.relu(self.second(functional.relu(self.first(images[:, None]))))
        pooled = self.dropout(functional.max_pool2d(hidden, 2).flatten(1))
        logits: torch.Tensor = self.sparse(batch) + self.output(pooled)
        return logits


def shifted(images: torch.Tensor, most: int) -> torch.Tensor:
    """Images (n, height, width), each moved by at most so many pixels, over black."""
    rows, height, width = images.shape
    padded = functional.pad(images, (most,) * 4)
    down, aside = torch.randint(2 * most + 1, (2, rows, 1)).to(images.device)
    image = torch.arange(rows).to(down)
    row = down + torch.arange(height).to(down)
    column = aside + torch.arange(width).to(aside)
    return padded[image[:, None, None], row[:, :, None], column[:, None, :]]
