"""Featurizers are built from the configuration, with the columns of their roles."""

import pytest

from retrain.featurizers import build_featurizers
from retrain.featurizers.featurizer import Featurizer
from retrain.featurizers.one_hot import OneHot
from retrain.featurizers.registry import REGISTRY
from retrain.featurizers.standard_scaler import StandardScaler
from retrain.ml_configuration.enums import FeaturizerKind
from retrain.ml_configuration.errors import InputError, InvalidOptionsError
from retrain.ml_configuration.recipe import Featurizers
from retrain.ml_configuration.task import Task

TASK = Task.model_validate(
    {
        "name": "cars",
        "prediction": "multiclass",
        "columns": [
            {"name": "b", "role": "number"},
            {"name": "colour", "role": "category"},
            {"name": "a", "role": "number"},
            {"name": "label", "role": "label"},
        ],
    }
)
TEXT = {"kind": "tfidf", "analyzer": "word", "min_ngram": 1, "max_ngram": 1, "min_groups": 1, "sublinear": True}


def configured(**blocks):
    return Featurizers(name="f", blocks=blocks)


def test_recipes_come_sorted_by_name_with_the_columns_of_their_role():
    built = build_featurizers(
        configured(zahl={"kind": "standard_scaler"}, art={"kind": "one_hot", "min_groups": 3}, text=TEXT), TASK
    )
    assert list(built.items()) == [
        ("art", OneHot(columns=("colour",), min_groups=3)),
        ("zahl", StandardScaler(columns=("b", "a"))),
    ]


def test_a_configuration_that_reads_no_column_is_refused():
    with pytest.raises(InputError, match="no block reads a column of task 'cars'"):
        build_featurizers(configured(text=TEXT), TASK)


@pytest.mark.parametrize("options", [{"min_group": 1}, {}, {"min_groups": "many"}])
def test_wrong_options_of_a_featurizer_name_its_block(options):
    with pytest.raises(InvalidOptionsError) as problem:
        build_featurizers(configured(art={"kind": "one_hot", **options}), TASK)
    assert problem.value.location == ("featurizers", "blocks", "art")
    assert problem.value.options == ("min_groups",)


def test_wrong_options_are_refused_even_where_the_block_is_left_out():
    with pytest.raises(InvalidOptionsError):
        build_featurizers(configured(art={"kind": "one_hot", "min_groups": 1}, text={**TEXT, "max_ngram": 0}), TASK)


def test_a_block_cannot_set_its_columns():
    with pytest.raises(InputError, match=r"featurizers\.blocks\.art\.columns"):
        build_featurizers(configured(art={"kind": "one_hot", "min_groups": 1, "columns": ["label"]}), TASK)


def test_every_featurizer_kind_has_a_class_of_its_own():
    assert {kind: recipe.kind for kind, recipe in REGISTRY.items()} == {kind: kind for kind in FeaturizerKind}
    assert all(issubclass(recipe, Featurizer) for recipe in REGISTRY.values())
