"""The logits of a trained network, in numpy where possible, else with torch."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from retrain.inference import FORWARD_PASSES, Tensors, logits
from retrain.ml_configuration.recipe import Network


def compute_logits(
    network: Network, tensors: Tensors, sparse: csr_matrix, dense: NDArray[np.float32], labels: int
) -> NDArray[np.float32]:
    """The scores of every label for n rows, (n, labels) float32, in numpy independent of each other."""
    if network.name in FORWARD_PASSES:
        return logits(network.name, tensors, sparse, dense)
    from retrain.pytorch import FeatureDataset, predict

    rows = FeatureDataset(sparse, dense, np.zeros(len(dense), dtype=np.int64))
    scores: NDArray[np.float32] = predict(network, tensors, rows, labels).numpy()
    return scores
