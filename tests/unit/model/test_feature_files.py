"""Feature blocks are joined side by side, also where there is none."""

from retrain.model.feature_files import join_blocks


def test_without_dense_or_sparse_blocks_their_side_has_no_columns():
    sparse, dense = join_blocks({}, 3)
    assert sparse.shape == dense.shape == (3, 0)
