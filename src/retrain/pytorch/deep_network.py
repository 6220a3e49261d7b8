"""A network with a narrow hidden layer over all features, for many rows of many sparse features."""

from typing import Annotated

import torch
from pydantic import Field
from torch import nn
from torch.nn import functional

from retrain.ml_configuration.base import FrozenModel
from retrain.pytorch.dataset import Batch
from retrain.pytorch.layers import Affine, Dropout, SparseLinear, TaskNetwork


class DeepClassifier(TaskNetwork):
    """One hidden layer over sparse and dense features together.

    A non-zero costs the width of the layer, not the number of labels. Without the rectifier it
    would be the classifier of Joulin et al., 2016, "Bag of Tricks for Efficient Text
    Classification".
    """

    class Options(FrozenModel):
        """Its options.

        Attributes:
            dropout: share of the non-zero sparse features left out of each training example.
            hidden: width of the hidden layer.
        """

        dropout: Dropout
        hidden: Annotated[int, Field(ge=1, le=4096)]

    def __init__(self, options: Options, sparse: int, dense: int, labels: int) -> None:
        super().__init__(options, sparse, dense, labels)
        self.sparse = SparseLinear(sparse, options.hidden, options.dropout)
        self.dense = Affine(dense, options.hidden)
        self.output = Affine(options.hidden, labels)
        nn.init.normal_(self.sparse.weight, std=0.1)
        if dense:
            nn.init.kaiming_uniform_(self.dense.weight, nonlinearity="relu")

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (n, labels)."""
        hidden = functional.relu(self.sparse(batch) + self.dense(batch["dense"]))
        logits: torch.Tensor = self.output(hidden)
        return logits
