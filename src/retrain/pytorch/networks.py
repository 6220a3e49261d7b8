"""The networks: sparse features enter through an EmbeddingBag, so that cost grows with the non-zeros."""

import torch
from torch import nn
from torch.nn import functional

from retrain.ml_configuration.enums import NetworkKind
from retrain.ml_configuration.network import LinearNetwork, Network, WideNetwork
from retrain.pytorch.rows import Batch


class SparseLinear(nn.Module):
    """A linear layer over (indices, offsets, weights), with dropout of single non-zeros.

    Args:
        features: width of the sparse features.
        labels: number of outputs.
        dropout: share of the non-zeros left out while training.
    """

    def __init__(self, features: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.weight = nn.Parameter(torch.zeros(max(features, 1), labels))

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (n, labels)."""
        weights = functional.dropout(batch["weights"], self.dropout, self.training)
        return functional.embedding_bag(
            batch["indices"], self.weight, batch["offsets"], mode="sum", per_sample_weights=weights
        )


class Affine(nn.Module):
    """A dense layer that starts at zero; of no input it is a bias."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """(n, inputs) to (n, outputs)."""
        return functional.linear(rows, self.weight, self.bias)


class LinearClassifier(nn.Module):
    """Multinomial logistic regression on sparse and dense features."""

    def __init__(self, network: LinearNetwork, sparse: int, dense: int, labels: int) -> None:
        super().__init__()
        self.sparse = SparseLinear(sparse, labels, network.dropout)
        self.output = Affine(dense, labels)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (n, labels)."""
        logits: torch.Tensor = self.sparse(batch) + self.output(batch["dense"])
        return logits


class WideClassifier(nn.Module):
    """Logistic regression on sparse features beside a hidden layer on dense ones."""

    def __init__(self, network: WideNetwork, sparse: int, dense: int, labels: int) -> None:
        super().__init__()
        self.sparse = SparseLinear(sparse, labels, network.dropout)
        self.hidden = Affine(dense, network.hidden)
        self.output = Affine(network.hidden, labels)
        if dense:
            nn.init.kaiming_uniform_(self.hidden.weight, nonlinearity="relu")

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (n, labels)."""
        hidden = functional.relu(self.hidden(batch["dense"]))
        logits: torch.Tensor = self.sparse(batch) + self.output(hidden)
        return logits


NETWORKS: dict[NetworkKind, type[nn.Module]] = {
    NetworkKind.LINEAR: LinearClassifier,
    NetworkKind.WIDE: WideClassifier,
}


def build_network(network: Network, sparse: int, dense: int, labels: int) -> nn.Module:
    """A fresh network for so many sparse features, dense features and labels."""
    return NETWORKS[network.name](network, sparse, dense, labels)
