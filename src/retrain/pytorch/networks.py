"""The networks, whose cost grows with the non-zeros of the sparse features."""

from collections.abc import Mapping
from typing import Annotated

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import Field
from torch import nn
from torch.nn import functional

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import NetworkKind
from retrain.ml_configuration.recipe import Network
from retrain.pytorch.dataset import Batch, FeatureDataset
from retrain.pytorch.deep_network import DeepClassifier
from retrain.pytorch.ensemble_network import EnsembleClassifier
from retrain.pytorch.image_network import ImageClassifier
from retrain.pytorch.layers import Affine, Dropout, SparseLinear, TaskNetwork
from retrain.pytorch.seeding import EpochOrder
from retrain.pytorch.tabular_network import TabularClassifier
from retrain.pytorch.text_network import TextClassifier

ROWS_PER_BATCH = 256


class LinearClassifier(TaskNetwork):
    """Multinomial logistic regression on sparse and dense features."""

    class Options(FrozenModel):
        """`dropout`: share of the non-zero sparse features left out of each training example."""

        dropout: Dropout

    def __init__(self, options: Options, sparse: int, dense: int, labels: int) -> None:
        super().__init__(options, sparse, dense, labels)
        self.sparse = SparseLinear(sparse, labels, options.dropout)
        self.output = Affine(dense, labels)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (n, labels)."""
        logits: torch.Tensor = self.sparse(batch) + self.output(batch["dense"])
        return logits


class WideClassifier(TaskNetwork):
    """Logistic regression on sparse features beside a hidden layer on dense ones."""

    class Options(FrozenModel):
        """Its options.

        Attributes:
            dropout: share of the non-zero sparse features left out of each training example.
            hidden: width of the dense block.
        """

        dropout: Dropout
        hidden: Annotated[int, Field(ge=1, le=4096)]

    def __init__(self, options: Options, sparse: int, dense: int, labels: int) -> None:
        super().__init__(options, sparse, dense, labels)
        self.sparse = SparseLinear(sparse, labels, options.dropout)
        self.hidden = Affine(dense, options.hidden)
        self.output = Affine(options.hidden, labels)
        if dense:
            nn.init.kaiming_uniform_(self.hidden.weight, nonlinearity="relu")

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (n, labels)."""
        hidden = functional.relu(self.hidden(batch["dense"]))
        logits: torch.Tensor = self.sparse(batch) + self.output(hidden)
        return logits


NETWORKS: dict[NetworkKind, type[TaskNetwork]] = {
    NetworkKind.DEEP: DeepClassifier,
    NetworkKind.ENSEMBLE: EnsembleClassifier,
    NetworkKind.IMAGE_CNN: ImageClassifier,
    NetworkKind.LINEAR: LinearClassifier,
    NetworkKind.TABULAR: TabularClassifier,
    NetworkKind.TEXT_CNN: TextClassifier,
    NetworkKind.WIDE: WideClassifier,
}


def build_network(network: Network, sparse: int, dense: int, labels: int) -> TaskNetwork:
    """A new network, before training.

    Args:
        network: which one, and its options.
        sparse: number of sparse features.
        dense: number of dense features.
        labels: number of labels.

    Raises:
        InvalidOptionsError: the class of the network refuses the options.
    """
    network_class = NETWORKS[network.name]
    options = network.build(network_class.Options, ("network",))
    return network_class(options, sparse, dense, labels)


def predict(
    network: Network, tensors: Mapping[str, NDArray[np.float32]], rows: FeatureDataset, labels: int
) -> torch.Tensor:
    """The logits of a trained network, (n, labels), computed 256 rows at a time.

    Args:
        network: which one, and its options.
        tensors: name -> array, the trained weights.
        rows: n rows.
        labels: number of labels.
    """
    model = build_network(network, rows.sparse.shape[1], rows.dense.shape[1], labels)
    model.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in tensors.items()})
    model.eval()
    batches = EpochOrder(len(rows), ROWS_PER_BATCH, seed=None)
    with torch.inference_mode():
        logits = [model(rows[positions]) for positions in batches]
    return torch.cat([*logits, torch.zeros(0, labels)])
