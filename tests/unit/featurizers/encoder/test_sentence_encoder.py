"""Texts as vectors of a frozen encoder; a tiny one is made here where the extra and `onnx` are installed."""

import json
import shutil
import sys
from hashlib import sha256

import numpy as np
import pytest
from tiny_encoder import TABLE, TOKENS, WORDS, tiny_model

from retrain.featurizers import fit_transform, fitted_from_state, read_state, transform, write_state
from retrain.featurizers.encoder.sentence_encoder import SentenceEncoder
from retrain.ml_configuration.errors import InputError

RECORDS = {"text": ["red car", "blue", "", "red red car blue", "\u2028 \x00"]}
GROUPS = np.arange(len(RECORDS)).astype(object)


def pinned(folder, **contents):
    folder.mkdir(exist_ok=True)
    files = {}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
        files[name] = {"path": name, "sha256": sha256(content).hexdigest()}
    return SentenceEncoder(columns=("text",), encoder=str(folder), max_tokens=3, **files)


@pytest.fixture
def recipe(tmp_path):
    return pinned(tmp_path / "tiny", model=tiny_model(), tokenizer=TOKENS)


def test_a_vector_is_the_mean_of_its_tokens_at_length_1_and_no_token_is_zero(recipe):
    fitted = recipe.fit(RECORDS, GROUPS)
    vectors = fitted.transform(RECORDS)
    assert fitted.feature_names == ("embedding 0", "embedding 1")
    assert vectors.dtype == np.float32
    means = np.array([[4, 2], [0, 2], [0, 1], [11 / 3, 8 / 3], [1, 0]])
    expected = means / np.linalg.norm(means, axis=1, keepdims=True)
    expected[2] = 0
    np.testing.assert_allclose(vectors, expected, atol=1e-6)
    assert fitted.transform({"text": []}).shape == (0, 2)


def test_columns_are_read_as_one_text(recipe):
    both = recipe.model_copy(update={"columns": ("text", "more")})
    records = {"text": ["red"], "more": ["car"]}
    assert np.array_equal(
        both.fit(records, GROUPS).transform(records),
        recipe.fit(RECORDS, GROUPS).transform({"text": RECORDS["text"][:1]}),
    )


def test_one_text_has_the_bits_that_it_has_among_many(recipe):
    fitted = recipe.fit(RECORDS, GROUPS)
    alone = [fitted.transform({"text": [cell]})[0] for cell in RECORDS["text"]]
    assert np.array_equal(fitted.transform(RECORDS), np.array(alone))


def test_a_state_predicts_without_the_folder_that_it_came_from(recipe, tmp_path):
    fitted = recipe.fit(RECORDS, GROUPS)
    write_state(fitted.to_state(), tmp_path / "state")
    shutil.rmtree(recipe.encoder)
    again = fitted_from_state(read_state(tmp_path / "state"))
    assert np.array_equal(again.transform(RECORDS), fitted.transform(RECORDS))


def test_another_encoder_is_another_cache_entry(recipe, tmp_path):
    cache = tmp_path / "cache"
    _, features = fit_transform(recipe, RECORDS, GROUPS, cache)
    other = pinned(tmp_path / "tiny", model=tiny_model(TABLE[::-1].copy()), tokenizer=TOKENS)
    fitted, others = fit_transform(other, RECORDS, GROUPS, cache)
    assert not np.array_equal(features, others)
    shutil.rmtree(recipe.encoder)
    assert np.array_equal(fit_transform(recipe, RECORDS, GROUPS, cache)[1], features)
    assert np.array_equal(transform(fitted, RECORDS, cache), others)


@pytest.mark.parametrize("cache", [None, "cache"])
def test_without_the_extra_it_is_named(tmp_path, monkeypatch, cache):
    recipe = pinned(tmp_path / "tiny", model=b"m", tokenizer=b"t")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(InputError, match=r"needs onnxruntime, which is not installed; .*\.\[encoder\]"):
        fit_transform(recipe, RECORDS, GROUPS, cache and tmp_path / cache)


def test_the_state_of_an_encoder_names_its_files(recipe):
    state = recipe.fit(RECORDS, GROUPS).to_state()
    assert state.arrays["model"].tobytes() == tiny_model()
    assert json.loads(state.arrays["tokenizer"].tobytes())["model"]["vocab"] == WORDS
    assert state.options["model"] == {"path": "model", "sha256": sha256(tiny_model()).hexdigest()}
