"""Small rows with a linear rule, and checkpoints in memory."""

import numpy as np
import pytest
from in_memory import InMemory
from scipy.sparse import csr_matrix, random_array

from retrain.pytorch import FeatureDataset


@pytest.fixture
def checkpoints() -> InMemory:
    return InMemory()


@pytest.fixture(scope="module")
def rows() -> tuple[FeatureDataset, FeatureDataset]:
    draws = np.random.default_rng(5)
    sparse = csr_matrix(random_array((500, 40), density=0.2, rng=draws), dtype=np.float32)
    dense = draws.normal(size=(500, 2)).astype(np.float32)
    labels = (sparse @ draws.normal(size=(40, 3)) + dense @ draws.normal(size=(2, 3))).argmax(axis=1)
    first, rest = slice(0, 400), slice(400, 500)
    return FeatureDataset(sparse[first], dense[first], labels[first]), FeatureDataset(
        sparse[rest], dense[rest], labels[rest]
    )
