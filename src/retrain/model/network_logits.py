"""A trained network asked: in numpy where that is enough, else through torch, which is imported only then."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from retrain.inference import FORWARD, Tensors, logits
from retrain.ml_configuration.network import Network

Dense = NDArray[np.float32]


def ask(network: Network, tensors: Tensors, sparse: csr_matrix, dense: Dense, labels: int) -> NDArray[np.float32]:
    """The scores of every label for every row, (n, labels) float32; the bits depend on no other row in numpy."""
    if network.name in FORWARD:
        return logits(network.name, tensors, sparse, dense)
    from retrain.pytorch import Rows, predict

    rows = Rows(sparse, dense, np.zeros(len(dense), dtype=np.int64))
    scores: NDArray[np.float32] = predict(network, tensors, rows, labels).numpy()
    return scores
