"""The production model is loaded where there is one for the task, and a missing one is named with the remedy."""

import shutil

import pytest

from retrain.ml_configuration import InputError, paths
from retrain.model.production_model import comparable, load_production

pytestmark = pytest.mark.usefixtures("workplace")


def test_a_model_of_another_task_is_not_comparable():
    production = load_production()
    task = production.recipe.task
    assert comparable(production, task) is production
    assert comparable(production, task.model_copy(update={"name": "other"})) is None
    assert comparable(None, task) is None


def test_no_model_yet_is_none_and_a_tracked_one_that_is_missing_an_error():
    shutil.rmtree(paths.PRODUCTION)
    assert load_production() is None
    paths.PRODUCTION_POINTER.write_text("outs: []")
    with pytest.raises(InputError, match="run `dvc pull models/production`"):
        load_production()
