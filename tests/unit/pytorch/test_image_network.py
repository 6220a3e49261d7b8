"""The image network reads images of its size, and shifts them while training."""

import numpy as np
import pytest
import torch

from retrain.inference import FORWARD_PASSES
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.recipe import Network
from retrain.model.network_logits import compute_logits
from retrain.pytorch import FeatureDataset
from retrain.pytorch.image_network import shifted
from retrain.pytorch.networks import build_network

IMAGE = Network(name="image_cnn", dropout=0.1, height=4, width=6, channels=3, shift=1)


def test_an_image_of_another_size_is_refused():
    with pytest.raises(InputError, match="an image of 4 x 6 pixels does not match 25 dense features"):
        build_network(IMAGE, 0, 25, 3)


def test_images_move_by_at_most_the_shift_over_black():
    torch.manual_seed(1)
    images = torch.zeros(200, 5, 5)
    images[:, 2, 2] = 1
    moved = shifted(images, 1)
    places = moved.flatten(1).argmax(dim=1)
    assert moved.sum(dim=(1, 2)).eq(1).all()
    assert sorted(set(places.tolist())) == [6, 7, 8, 11, 12, 13, 16, 17, 18]
    assert torch.equal(shifted(images, 0), images)


def test_it_predicts_through_torch_the_same_for_one_image_as_for_many(rows):
    images = FeatureDataset(
        rows[0].sparse, np.random.default_rng(1).random((400, 24), dtype=np.float32), rows[0].labels
    )
    torch.manual_seed(3)
    state = build_network(IMAGE, 40, 24, 3).state_dict()
    tensors = {name: torch.randn_like(tensor).numpy() for name, tensor in state.items()}
    assert IMAGE.name not in FORWARD_PASSES
    together = compute_logits(IMAGE, tensors, images.sparse, images.dense, 3)
    alone = np.concatenate([compute_logits(IMAGE, tensors, images.sparse[[n]], images.dense[[n]], 3) for n in range(5)])
    np.testing.assert_allclose(together[:5], alone, rtol=1e-5, atol=1e-6)
