"""An encoder turns texts into vectors of length 1, and a file that is no encoder is refused."""

import sys

import numpy as np
import pytest
from tiny_encoder import TOKENS, tiny_model

from retrain.featurizers.encoder.onnx_encoder import Encoder, library_versions
from retrain.ml_configuration.errors import InputError


def test_a_text_is_truncated_and_its_vector_has_length_1():
    encoder = Encoder.from_bytes(tiny_model(), TOKENS, 1)
    vectors = encoder.encode(["blue", "blue car", ""])
    assert vectors.shape == (3, encoder.width)
    np.testing.assert_allclose(vectors, [[0, 1], [0, 1], [0, 0]], atol=1e-6)


def test_a_file_that_is_no_encoder_is_refused():
    with pytest.raises(InputError, match=r"turns \['pixels'\] into"):
        Encoder.from_bytes(tiny_model(named="pixels"), TOKENS, 3)
    with pytest.raises(InputError, match="no ONNX file"):
        Encoder.from_bytes(b"nothing", TOKENS, 3)
    with pytest.raises(InputError, match=r"no tokenizer\.json"):
        Encoder.from_bytes(tiny_model(), b"{}", 3)


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(InputError, match=r"needs onnxruntime, which is not installed; .*\.\[encoder\]"):
        library_versions()
