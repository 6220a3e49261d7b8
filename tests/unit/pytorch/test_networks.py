"""Networks are built from the options of their class, and asked in parts."""

import numpy as np
import pytest
import torch

from retrain.inference import FORWARD, logits
from retrain.ml_configuration.errors import InputError, InvalidOptionsError
from retrain.ml_configuration.network import Network
from retrain.model.network_logits import ask
from retrain.pytorch import Rows, predict
from retrain.pytorch.image_network import shifted
from retrain.pytorch.networks import build_network

LINEAR = Network(name="linear", dropout=0.1)
ENSEMBLE = Network(name="ensemble", dropout=0, hidden=4, hidden_dropout=0, sparse_share=0.3)
IMAGE = Network(name="image_cnn", dropout=0.1, height=4, width=6, channels=3, shift=1)


def tensors_of(network: Network, rows: Rows) -> dict:
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
    many = Rows(rows[0].sparse[[0, 1] * 300], rows[0].dense[[0, 1] * 300], rows[0].labels[[0, 1] * 300])
    tensors = tensors_of(LINEAR, many)
    torchs = predict(LINEAR, tensors, many, 3).numpy()
    numpys = logits(LINEAR.name, tensors, many.sparse, many.dense)
    assert torchs.shape == (600, 3)
    np.testing.assert_allclose(torchs, numpys, rtol=1e-4, atol=1e-4)
    assert predict(LINEAR, tensors, many.first(0), 3).shape == (0, 3)


def test_a_network_that_numpy_does_not_know_is_asked_through_torch(rows):
    images = Rows(rows[0].sparse, np.random.default_rng(1).random((400, 24), dtype=np.float32), rows[0].labels)
    tensors = tensors_of(IMAGE, images)
    assert IMAGE.name not in FORWARD
    together = ask(IMAGE, tensors, images.sparse, images.dense, 3)
    alone = np.concatenate([ask(IMAGE, tensors, images.sparse[[n]], images.dense[[n]], 3) for n in range(5)])
    np.testing.assert_allclose(together[:5], alone, rtol=1e-5, atol=1e-6)


def test_an_image_of_another_size_is_refused():
    with pytest.raises(InputError, match="4 x 6 are not the 25 dense features"):
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


def test_the_parts_of_an_ensemble_learn_apart_and_answer_with_the_mean_of_their_logits(rows):
    torch.manual_seed(1)
    built = build_network(ENSEMBLE, rows[0].sparse.shape[1], rows[0].dense.shape[1], 3)
    for parameter in built.parameters():
        torch.nn.init.normal_(parameter)
    batch = rows[0][np.arange(4)]
    apart = built.train()(batch)
    assert apart.shape == (4, 2, 3)
    apart[:, 0].sum().backward()
    assert {name for name, one in built.named_parameters() if one.grad.any()} == {"bias", "sparse.weight"}
    torch.testing.assert_close(built.eval()(batch), 0.3 * apart[:, 0] + 0.7 * apart[:, 1])
