"""Which class stands behind each featurizer kind."""

from pydantic import ValidationError

from retrain.featurizers.featurizer import Featurizer
from retrain.featurizers.one_hot import OneHot
from retrain.featurizers.standard_scaler import StandardScaler
from retrain.featurizers.tfidf import Tfidf
from retrain.ml_configuration.enums import FeaturizerKind
from retrain.ml_configuration.featurizers import FeaturizerBlock, Featurizers
from retrain.ml_configuration.problems import InputProblem, InvalidOptions
from retrain.ml_configuration.task import Task

REGISTRY: dict[FeaturizerKind, type[Featurizer]] = {
    FeaturizerKind.ONE_HOT: OneHot,
    FeaturizerKind.STANDARD_SCALER: StandardScaler,
    FeaturizerKind.TFIDF: Tfidf,
}


def build_featurizers(featurizers: Featurizers, task: Task) -> dict[str, Featurizer]:
    """The recipes by name, in the order of the names; a block whose role no column of the task has is left out.

    Raises:
        InvalidOptions: a class refused the options of its block.
        InputProblem: a block sets `columns`, or no block is left.
    """
    every = {name: _built(name, block, task) for name, block in sorted(featurizers.blocks.items())}
    if not (usable := {name: recipe for name, recipe in every.items() if recipe.columns}):
        raise InputProblem(
            f"featurizers.blocks: no block reads a column of task {task.name!r}; "
            "add one to conf/featurizers whose kind fits a column's role"
        )
    return usable


def _built(name: str, block: FeaturizerBlock, task: Task) -> Featurizer:
    recipe = REGISTRY[block.kind]
    if "columns" in block.options:
        raise InputProblem(f"featurizers.blocks.{name}.columns: the task's roles give the columns; take the key out")
    try:
        return recipe.model_validate({**block.options, "columns": task.all_named(recipe.role)})
    except ValidationError as error:
        known = tuple(option for option in recipe.model_fields if option != "columns")
        raise InvalidOptions(("featurizers", "blocks", name), error, known) from error
