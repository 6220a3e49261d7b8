"""A fitted featurizer that is written and read transforms to the same bits; a damaged one is refused."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrain.featurizers import fitted_from_state, read_state, write_arrays, write_state
from retrain.featurizers.featurizer import FeaturizerState, FittedState
from retrain.featurizers.one_hot import OneHot
from retrain.featurizers.standard_scaler import StandardScaler
from retrain.featurizers.tfidf import Tfidf
from retrain.ml_configuration.enums import FeaturizerKind
from retrain.ml_configuration.errors import InputError

RECORDS = {
    "text": ["Grüße, 世界 und \u2028 Umbruch", "İstanbul \u017ftraße ΣΑΣ", "größer als 4711 \x00 null", ""],
    "kind": ["ü", "", "=1+1", "ü"],
    "x": ["0.1", "", "1e-300", "-7"],
}
GROUPS = np.array(["a", "b", "c", "d"], dtype=object)
RECIPES = [
    Tfidf(columns=("text",), analyzer="word", min_ngram=1, max_ngram=2, min_groups=1, sublinear=True),
    Tfidf(columns=("text", "kind"), analyzer="char_wb", min_ngram=2, max_ngram=4, min_groups=1, sublinear=False),
    OneHot(columns=("kind", "text"), min_groups=1),
    StandardScaler(columns=("x",)),
]


def bits(features):
    dense = features if isinstance(features, np.ndarray) else features.toarray()
    return dense.dtype.str, dense.shape, dense.tobytes()


def written(recipe, folder):
    fitted = recipe.fit(RECORDS, GROUPS)
    write_state(fitted.to_state(), folder)
    return fitted


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.kind.value)
def test_a_round_trip_through_disk_transforms_to_the_same_bits(recipe, tmp_path):
    fitted = written(recipe, tmp_path / "deep" / "state")
    again = fitted_from_state(read_state(tmp_path / "deep" / "state"))
    assert again.recipe == fitted.recipe
    assert again.feature_names == fitted.feature_names
    assert bits(again.transform(RECORDS)) == bits(fitted.transform(RECORDS))
    write_state(again.to_state(), tmp_path / "again")
    for name in ("state.json", "state.npz"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "deep" / "state" / name).read_bytes()


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(st.text(max_size=20), min_size=1, max_size=6), seen=st.integers(1, 6))
@pytest.mark.parametrize(
    "recipe", [RECIPES[1].model_copy(update={"columns": ("t",)}), OneHot(columns=("t",), min_groups=1)]
)
def test_any_text_survives_the_round_trip(recipe, cells, seen, tmp_path_factory):
    training, records = {"t": [*cells[:seen], "word"]}, {"t": cells}
    fitted = recipe.fit(training, np.array(training["t"], dtype=object))
    folder = tmp_path_factory.getbasetemp() / "any"
    write_state(fitted.to_state(), folder)
    again = fitted_from_state(read_state(folder))
    assert again.feature_names == fitted.feature_names
    assert bits(again.transform(records)) == bits(fitted.transform(records))


def test_the_text_of_a_state_is_sorted_readable_json(tmp_path):
    written(RECIPES[0], tmp_path)
    text = (tmp_path / "state.json").read_text(encoding="utf-8")
    header = json.loads(text)
    assert list(header) == ["columns", "document", "kind", "options", "schema"]
    assert header["schema"] == 1
    assert "grüße" in text
    assert text.endswith("}\n")


def change(tmp_path, **keys):
    path = tmp_path / "state.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **keys}))


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ({"schema": 2}, "schema: Input should be 1"),
        ({"kind": "pickle"}, "kind: Input should be"),
        ({"document": {"terms": [1]}}, "document: terms: 0"),
        ({"code": "import os"}, "code: Extra inputs"),
        ({"columns": "text"}, "columns: "),
    ],
)
def test_a_header_of_another_shape_is_refused_by_file_and_key(tmp_path, keys, named):
    written(RECIPES[0], tmp_path)
    change(tmp_path, **keys)
    with pytest.raises(InputError) as problem:
        read_state(tmp_path)
    assert f"{tmp_path / 'state.json'}: {named}" in str(problem.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_a_header_that_is_no_json_object_is_refused_by_file(tmp_path, content):
    written(RECIPES[0], tmp_path)
    (tmp_path / "state.json").write_bytes(content)
    with pytest.raises(InputError, match=r"state\.json"):
        read_state(tmp_path)


@pytest.mark.parametrize("name", ["state.json", "state.npz"])
def test_an_absent_file_is_named(tmp_path, name):
    written(RECIPES[0], tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(InputError, match=name.replace(".", r"\.")):
        read_state(tmp_path)


def test_a_sparse_matrix_is_no_part_of_a_state(tmp_path):
    fitted = written(RECIPES[0], tmp_path)
    write_arrays(tmp_path / "state.npz", {"idf": fitted.transform(RECORDS)})
    with pytest.raises(InputError, match=r"state\.npz: holds a sparse matrix"):
        read_state(tmp_path)


@pytest.mark.parametrize(
    ("recipe", "changes", "finding"),
    [
        (0, {"document": {}}, r"lists are \[\] instead of \['terms'\]"),
        (0, {"document": {"terms": ("a", "a")}}, "twice in the list 'terms'"),
        (0, {"document": {"terms": ("a",)}}, r"idf float32 \(\d+,\) instead of idf float32 \(1,\)"),
        (0, {"arrays": {}}, "arrays are none instead"),
        (0, {"options": {"tokenizer": "os.system"}}, "options are not those of this version"),
        (2, {"columns": ("kind",)}, "lists are"),
        (2, {"arrays": {"x": np.zeros(1)}}, r"x float64 \(1,\) instead of none"),
        (3, {"arrays": {"mean": np.zeros(1, np.float32), "scale": np.ones(1)}}, "mean float32"),
        (3, {"kind": FeaturizerKind.ONE_HOT}, "one_hot.*options"),
    ],
)
def test_a_state_that_does_not_fit_its_kind_is_refused(recipe, changes, finding):
    state = RECIPES[recipe].fit(RECORDS, GROUPS).to_state()
    with pytest.raises(InputError, match=f"(?s)featurizer state of kind .*{finding}.*dvc"):
        fitted_from_state(state.model_copy(update=changes))


def test_a_state_holds_what_was_fitted_and_nothing_else():
    recipe = RECIPES[3]
    fitted = recipe.fit_state(RECORDS, GROUPS)
    state = recipe.fit(RECORDS, GROUPS).to_state()
    assert isinstance(fitted, FittedState)
    assert isinstance(state, FeaturizerState)
    assert (state.kind, state.schema_number, state.columns, state.options) == (
        FeaturizerKind.STANDARD_SCALER,
        1,
        ("x",),
        {},
    )
    assert {name: array.tolist() for name, array in state.arrays.items()} == {
        name: array.tolist() for name, array in fitted.arrays.items()
    }
