"""The production model, if there is one for the task."""

from retrain.ml_configuration import InputError, Task, paths
from retrain.model.classifier import Classifier
from retrain.model.model_folder import is_empty


def load_production() -> Classifier | None:
    """The model in `models/production/`; None where no model was promoted yet.

    Raises:
        InputError: a model is tracked but its folder is not here.
    """
    if not is_empty(paths.PRODUCTION):
        return Classifier.load(paths.PRODUCTION)
    if paths.PRODUCTION_POINTER.is_file() and not paths.PRODUCTION.is_dir():
        raise InputError(
            f"{paths.PRODUCTION_POINTER} tracks a model that is not here; run "
            f"`dvc pull {paths.PRODUCTION}`, or `make repro`, which rebuilds the demo's"
        )
    return None


def comparable(production: Classifier | None, task: Task) -> Classifier | None:
    """The production model if it was trained for the task, else None."""
    if production is None or production.recipe.task.name != task.name:
        return None
    return production
