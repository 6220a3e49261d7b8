"""The sections of the stages refuse unknown values, and a model folder contains those that prediction needs."""

import pytest
from pydantic import BaseModel, ValidationError

from retrain.ml_configuration.recipe import Featurizers, Recipe, Taggers
from retrain.ml_configuration.report import Report
from retrain.ml_configuration.stages import TrainSections


@pytest.mark.parametrize(
    ("kind", "values", "message"),
    [
        (Featurizers, {"name": "f", "blocks": {}}, "at least 1 item"),
        (Featurizers, {"name": "f", "blocks": {"../w": {"kind": "tfidf"}}}, "match pattern"),
        (Taggers, {"name": "t", "rules": [{"id": "A b", "kind": "regex", "label": "x"}]}, "match pattern"),
        (Report, {"name": "r", "title": "t", "text": "all"}, "'none', 'ids' or 'excerpt'"),
    ],
)
def test_unknown_values_are_refused(kind: type[BaseModel], values, message):
    with pytest.raises(ValidationError, match=message):
        kind.model_validate(values)


def test_a_recipe_is_what_training_reads_without_its_hyperparameters():
    assert set(TrainSections.model_fields) - set(Recipe.model_fields) == {"filterers", "training"}
