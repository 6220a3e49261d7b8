"""The logits of one row have the same bits as among many."""

import numpy as np
from scipy.sparse import csr_matrix

from retrain.ml_configuration.recipe import Network
from retrain.model.network_logits import compute_logits


def test_logits_of_one_row_have_the_bits_of_many():
    draws = np.random.default_rng(1)
    tensors = {
        "sparse.weight": draws.normal(size=(30, 4)).astype(np.float32),
        "output.weight": draws.normal(size=(4, 3)).astype(np.float32),
        "output.bias": draws.normal(size=4).astype(np.float32),
    }
    sparse = csr_matrix((draws.random((9, 30)) < 0.2).astype(np.float32))
    dense = draws.normal(size=(9, 3)).astype(np.float32)
    network = Network(name="linear", dropout=0.1)
    together = compute_logits(network, tensors, sparse, dense, 4)
    alone = [compute_logits(network, tensors, sparse[[row]], dense[[row]], 4)[0] for row in range(9)]
    assert together.shape == (9, 4)
    assert np.array(alone).tobytes() == together.tobytes()
