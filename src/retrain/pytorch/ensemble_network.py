"""Two networks trained apart that predict together, on sparse and on dense features."""

from typing import Annotated

import torch
from pydantic import Field
from torch import nn
from torch.nn import functional

from retrain.ml_configuration.base import FrozenModel
from retrain.pytorch.dataset import Batch
from retrain.pytorch.layers import Affine, Dropout, SparseLinear, TaskNetwork


class EnsembleClassifier(TaskNetwork):
    """Logistic regression on sparse features, and a hidden layer on dense ones.

    Each is trained on its own loss. A prediction is the weighted mean of their logits, hence the
    weighted geometric mean of their
    probabilities: Hinton, Products of Experts, 1999, section 1.
    """

    class Options(FrozenModel):
        """Its options.

        Attributes:
            dropout: share of the non-zero sparse features left out of each training example.
            hidden: width of the dense block.
            hidden_dropout: share of the hidden values left out of each training example.
            sparse_share: weight of the sparse features' logits; the dense ones' have the rest.
        """

        dropout: Dropout
        hidden: Annotated[int, Field(ge=1, le=4096)]
        hidden_dropout: Dropout
        sparse_share: Annotated[float, Field(ge=0, le=1)]

    def __init__(self, options: Options, sparse: int, dense: int, labels: int) -> None:
        super().__init__(options, sparse, dense, labels)
        self.sparse = SparseLinear(sparse, labels, options.dropout)
        self.bias = nn.Parameter(torch.zeros(labels))
        self.hidden = Affine(dense, options.hidden)
        self.dropout = nn.Dropout(options.hidden_dropout)
        self.output = Affine(options.hidden, labels)
        self.register_buffer("sparse_share", torch.tensor([options.sparse_share]))
        self.sparse_share: torch.Tensor
        if dense:
            nn.init.kaiming_uniform_(self.hidden.weight, nonlinearity="relu")

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits: (n, 2, labels) while training, (n, labels) afterwards."""
        sparse = self.sparse(batch) + self.bias
        dense = self.output(self.dropout(functional.relu(self.hidden(batch["dense"]))))
        mean: torch.Tensor = self.sparse_share * sparse + (1 - self.sparse_share) * dense
        return torch.stack((sparse, dense), dim=1) if self.training else mean
