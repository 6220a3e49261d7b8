"""The two networks of the ensemble are trained apart and predict together."""

import numpy as np
import torch

from retrain.ml_configuration.recipe import Network
from retrain.pytorch.networks import build_network

ENSEMBLE = Network(name="ensemble", dropout=0, hidden=4, hidden_dropout=0, sparse_share=0.3)


def test_the_parts_of_an_ensemble_are_trained_apart_and_predict_with_the_mean_of_their_logits(rows):
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
