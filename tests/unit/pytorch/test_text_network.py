"""The text network reads texts of its length, and words of its vocabulary."""

import numpy as np
import pytest
import torch
from deeper_networks import TEXT
from scipy.sparse import csr_matrix

from retrain.ml_configuration.errors import InputError
from retrain.pytorch import FeatureDataset
from retrain.pytorch.networks import build_network


def test_words_beyond_the_vocabulary_count_as_unknown():
    network = build_network(TEXT, 0, 6, 3).eval()
    torch.nn.init.normal_(network.output.weight)
    row = np.array([[1, 2, 0, 9, 0, 3], [1, 2, 10, 9, 4711, 3]], np.float32)
    known, unknown = network(
        FeatureDataset(csr_matrix((2, 0), dtype=np.float32), row, np.zeros(2, np.int64))[np.arange(2)]
    )
    assert torch.equal(known, unknown)


def test_a_text_of_another_length_is_refused():
    with pytest.raises(InputError, match="a text of 6 words does not match 7 dense features"):
        build_network(TEXT, 0, 7, 3)
