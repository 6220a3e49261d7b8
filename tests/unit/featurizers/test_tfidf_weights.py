"""Weights are those of scikit-learn's transformer to the last bit, for one row or for many."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer

from retrain.featurizers.tfidf_weights import count_codes, inverse_frequency, tfidf_inplace, tfidf_row

COUNTS = csr_matrix(np.array([[2, 0, 1], [0, 3, 1], [0, 0, 0]], np.float32))


@pytest.mark.parametrize("sublinear", [True, False])
def test_weights_are_those_of_scikit_learn(sublinear):
    expected = TfidfTransformer(sublinear_tf=sublinear).fit_transform(COUNTS).toarray()
    idf = inverse_frequency(3, np.array([1, 1, 2]))
    weights = COUNTS.copy()
    tfidf_inplace(weights, idf, sublinear=sublinear)
    assert weights.toarray().tobytes() == expected.tobytes()
    row = tfidf_row(np.array([2, 1], np.float32), idf[[0, 2]], sublinear=sublinear)
    assert row.tobytes() == expected[0, [0, 2]].tobytes()


def test_codes_are_counted_in_ascending_order():
    codes, counts = count_codes(np.array([5, 2, 5, 5], np.int32))
    assert (codes.tolist(), counts.tolist()) == ([2, 5], [1, 3])
    assert count_codes(np.array([], np.int32))[0].tolist() == []
