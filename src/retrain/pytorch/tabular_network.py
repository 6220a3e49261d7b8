"""An ensemble of small networks that share most of their weights, for tabular data."""

import math
from typing import Annotated

import torch
from pydantic import Field
from torch import nn
from torch.nn import functional

from retrain.ml_configuration.base import FrozenModel
from retrain.pytorch.dataset import Batch
from retrain.pytorch.layers import Affine, Dropout, SparseLinear, TaskNetwork


class TabularClassifier(TaskNetwork):
    """Two hidden layers, shared by members that each scale their inputs in their own way.

    Each member is trained on its own loss. A prediction is the logarithm of their mean
    probabilities. Gorishniy, Kotelnikov and Babenko, 2024, "TabM", section 3. The first layer is
    computed once for all members: they scale what comes out of it, where TabM scales what goes into
    it.
    """

    class Options(FrozenModel):
        """Its options.

        Attributes:
            dropout: share of the hidden values left out of each training example.
            hidden: width of both hidden layers.
            members: number of members.
        """

        dropout: Dropout
        hidden: Annotated[int, Field(ge=1, le=4096)]
        members: Annotated[int, Field(ge=1, le=64)]

    def __init__(self, options: Options, sparse: int, dense: int, labels: int) -> None:
        super().__init__(options, sparse, dense, labels)
        hidden, members = options.hidden, options.members
        self.sparse = SparseLinear(sparse, hidden, 0.0)
        self.first = Affine(dense, hidden)
        self.scale = nn.Parameter(torch.randn(members, hidden))
        self.shift = nn.Parameter(torch.zeros(members, hidden))
        self.second = nn.Linear(hidden, hidden)
        self.output = nn.Parameter(torch.zeros(members, hidden, labels))
        self.bias = nn.Parameter(torch.zeros(members, labels))
        self.dropout = nn.Dropout(options.dropout)
        nn.init.normal_(self.sparse.weight, std=0.5)
        for weight in (self.first.weight, self.output):
            nn.init.uniform_(weight, -1 / math.sqrt(hidden), 1 / math.sqrt(hidden))

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits: (n, members, labels) while training, (n, labels) afterwards."""
        first = self.sparse(batch) + self.first(batch["dense"])
        members = self.dropout(functional.relu(first[:, None] * self.scale + self.shift))
        hidden = self.dropout(functional.relu(self.second(members)))
        logits = torch.einsum("nmh,mhk->nmk", hidden, self.output) + self.bias
        if self.training:
            return logits
        return logits.log_softmax(dim=2).logsumexp(dim=1) - math.log(logits.shape[1])
