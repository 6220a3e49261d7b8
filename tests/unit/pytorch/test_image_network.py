"""The image network reads images of its size, and shifts them while training."""

import pytest
import torch

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.network import Network
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
