"""Networks are built from the options of their class, and predict in batches."""

import numpy as np
import pytest
import torch

from retrain.inference import logits
from retrain.ml_configuration.errors import InvalidOptionsError
from retrain.ml_configuration.recipe import Network
from retrain.pytorch import FeatureDataset, predict
from retrain.pytorch.networks import build_network

LINEAR = Network(name="linear", dropout=0.1)


def tensors_of(network: Network, rows: FeatureDataset) -> dict:
    torch.manual_seed(3)
    built = build_network(network, rows.sparse.shape[1], rows.dense.shape[1], 3)
    return {name: torch.randn_like(tensor).numpy() for name, tensor in built.state_dict().items()}


@pytest.mark.parametrize(
    ("options", "place"),
    [({}, "dropout"), ({"dropout": 1.0}, "dropout"), ({"dropout": 0, "hidden": 8}, "hidden")],
)
def test_options_that_the_class_refuses_are_named(options, place):
    with pytest.raises(InvalidOptionsError, match=place) as refused:
        build_network(Network(name="linear", **options), 5, 2, 3)
    assert refused.value.location == ("network",)
    assert refused.value.options == ("dropout",)


def test_torch_and_numpy_give_the_same_scores_however_many_rows(rows):
    many = FeatureDataset(rows[0].sparse[[0, 1] * 300], rows[0].dense[[0, 1] * 300], rows[0].labels[[0, 1] * 300])
    tensors = tensors_of(LINEAR, many)
    torchs = predict(LINEAR, tensors, many, 3).numpy()
    numpys = logits(LINEAR.name, tensors, many.sparse, many.dense)
    assert torchs.shape == (600, 3)
    np.testing.assert_allclose(torchs, numpys, rtol=1e-4, atol=1e-4)
    assert predict(LINEAR, tensors, many.head(0), 3).shape == (0, 3)
