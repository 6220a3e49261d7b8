"""Featurizers and features are computed once for equal content, and damaged entries again."""

import numpy as np
import pytest

from retrain.featurizers import fit_transform, transform
from retrain.featurizers.memo import content_key, replace_folder
from retrain.featurizers.one_hot import OneHot
from retrain.featurizers.standard_scaler import StandardScaler
from retrain.featurizers.tfidf import Tfidf

RECORDS = {"text": ["red car", "blue car"], "x": ["1", "2"], "other": ["p", "q"]}
GROUPS = np.array(["a", "b"], dtype=object)
TFIDF = Tfidf(columns=("text",), analyzer="word", min_ngram=1, max_ngram=1, min_groups=1, sublinear=False)
RECIPES = [TFIDF, OneHot(columns=("text",), min_groups=1), StandardScaler(columns=("x",))]


def bits(features):
    dense = features if isinstance(features, np.ndarray) else features.toarray()
    return dense.dtype.str, dense.shape, dense.tobytes()


@pytest.fixture
def computed(monkeypatch):
    steps = []
    fit, apply = Tfidf.fit_transform, Tfidf.batch_transform
    monkeypatch.setattr(Tfidf, "fit_transform", lambda *args: steps.append("fit") or fit(*args))
    monkeypatch.setattr(Tfidf, "batch_transform", lambda *args: steps.append("transform") or apply(*args))
    return steps


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.kind.value)
def test_cached_features_equal_computed_ones_to_the_last_bit(recipe, tmp_path):
    fitted, features = fit_transform(recipe, RECORDS, GROUPS, None)
    for _ in range(2):
        again, cached = fit_transform(recipe, RECORDS, GROUPS, tmp_path)
        assert again.feature_names == fitted.feature_names
        assert bits(cached) == bits(features)
        assert bits(transform(again, RECORDS, tmp_path)) == bits(features)
        assert bits(transform(again, RECORDS, None)) == bits(features)


def test_equal_content_is_computed_once(computed, tmp_path):
    fit_transform(TFIDF, RECORDS, GROUPS, tmp_path)
    fitted, _ = fit_transform(TFIDF, {**RECORDS, "other": ["changed", "changed"]}, GROUPS.copy(), tmp_path)
    transform(fitted, RECORDS, tmp_path)
    transform(fitted, RECORDS.copy(), tmp_path)
    assert computed == ["fit", "transform"]


def test_without_a_folder_nothing_is_cached(computed):
    fit_transform(TFIDF, RECORDS, GROUPS, None)
    fit_transform(TFIDF, RECORDS, GROUPS, None)
    assert computed == ["fit"] * 2


@pytest.mark.parametrize(
    ("recipe", "records", "groups"),
    [
        (TFIDF.model_copy(update={"sublinear": True}), RECORDS, GROUPS),
        (TFIDF, {**RECORDS, "text": ["red", "car blue car"]}, GROUPS),
        (TFIDF, RECORDS, np.array(["a", "a"], dtype=object)),
        (TFIDF.model_copy(update={"columns": ("text", "other")}), RECORDS, GROUPS),
        (TFIDF.model_copy(update={"columns": ("other",)}), {**RECORDS, "other": RECORDS["text"]}, GROUPS),
    ],
)
def test_other_content_is_computed_again(computed, tmp_path, recipe, records, groups):
    fit_transform(TFIDF, RECORDS, GROUPS, tmp_path)
    computed.clear()
    fit_transform(recipe, records, groups, tmp_path)
    assert "fit" in computed


def test_another_library_version_is_another_key(monkeypatch):
    key = content_key("fit", TFIDF, RECORDS, [])
    assert key == content_key("fit", TFIDF, RECORDS, [])
    monkeypatch.setattr("retrain.featurizers.memo.version", lambda name: "0.0.0")
    assert key != content_key("fit", TFIDF, RECORDS, [])


def test_cells_do_not_run_into_each_other_in_a_key():
    keys = {
        content_key("fit", TFIDF.model_copy(update={"columns": ("a", "b")}), cells, [])
        for cells in (
            {"a": ["x", "y"], "b": ["", ""]},
            {"a": ["x", ""], "b": ["y", ""]},
            {"a": ['x","y', ""], "b": ["", ""]},
        )
    }
    assert len(keys) == 3


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", None])
def test_a_torn_entry_is_computed_again_and_mended(computed, tmp_path, damage):
    _, features = fit_transform(TFIDF, RECORDS, GROUPS, tmp_path)
    for file in [path for path in tmp_path.rglob("*") if path.is_file()]:
        file.unlink() if damage is None else file.write_bytes(damage)
    computed.clear()
    assert bits(fit_transform(TFIDF, RECORDS, GROUPS, tmp_path)[1]) == bits(features)
    assert computed == ["fit"]
    assert bits(fit_transform(TFIDF, RECORDS, GROUPS, tmp_path)[1]) == bits(features)
    assert computed == ["fit"]


def test_an_entry_of_other_arrays_is_computed_again(tmp_path):
    _, features = fit_transform(TFIDF, RECORDS, GROUPS, tmp_path)
    for file in tmp_path.rglob("features.npz"):
        np.savez(file, other=np.zeros(1))
    assert bits(fit_transform(TFIDF, RECORDS, GROUPS, tmp_path)[1]) == bits(features)


def test_a_folder_that_fails_half_way_leaves_nothing_behind(tmp_path):
    def fail(folder):
        (folder / "half").write_text("x")
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        replace_folder(tmp_path / "memo" / "entry", fail)
    assert list((tmp_path / "memo").iterdir()) == []


def test_a_folder_that_another_process_put_in_place_first_stays(tmp_path, monkeypatch):
    (tmp_path / "entry").mkdir()
    (tmp_path / "entry" / "theirs").write_text("x")
    monkeypatch.setattr("shutil.rmtree", lambda *args, **kwargs: None)
    replace_folder(tmp_path / "entry", lambda new: (new / "ours").write_text("y"))
    assert [path.name for path in (tmp_path / "entry").iterdir()] == ["theirs"]
