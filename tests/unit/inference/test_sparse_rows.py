"""Light rows multiply as scipy's matrices do."""

import numpy as np
from scipy.sparse import csr_matrix

from retrain.inference import SparseRows


def test_sparse_rows_multiply_as_scipys_matrices_do():
    draws = np.random.default_rng(1)
    dense = (draws.random((7, 30)) * (draws.random((7, 30)) < 0.3)).astype(np.float32)
    weights = draws.normal(size=(30, 5)).astype(np.float32)
    assert (SparseRows.of_dense(dense) @ weights).tobytes() == (csr_matrix(dense) @ weights).tobytes()
    alone = [(SparseRows.of_dense(row[None]) @ weights)[0] for row in dense]
    assert np.array(alone).tobytes() == (csr_matrix(dense) @ weights).tobytes()
    assert (SparseRows.of(csr_matrix(dense)) @ weights).tobytes() == (csr_matrix(dense) @ weights).tobytes()
