"""Featurizers by kind, from the configuration or from a state."""

from pydantic import ValidationError

from retrain.featurizers.calendar import Calendar
from retrain.featurizers.encoder.sentence_encoder import SentenceEncoder
from retrain.featurizers.featurizer import Featurizer, FeaturizerState, FittedFeaturizer, FittedState, Layout
from retrain.featurizers.one_hot import OneHot
from retrain.featurizers.pixels import Pixels
from retrain.featurizers.quantile_bins import QuantileBins
from retrain.featurizers.standard_scaler import StandardScaler
from retrain.featurizers.tfidf import Tfidf
from retrain.featurizers.tokens import Tokens
from retrain.ml_configuration import InputError, Task
from retrain.ml_configuration.enums import FeaturizerKind
from retrain.ml_configuration.recipe import FeaturizerBlock, Featurizers

REGISTRY: dict[FeaturizerKind, type[Featurizer]] = {
    FeaturizerKind.CALENDAR: Calendar,
    FeaturizerKind.ONE_HOT: OneHot,
    FeaturizerKind.PIXELS: Pixels,
    FeaturizerKind.QUANTILE_BINS: QuantileBins,
    FeaturizerKind.SENTENCE_ENCODER: SentenceEncoder,
    FeaturizerKind.STANDARD_SCALER: StandardScaler,
    FeaturizerKind.TFIDF: Tfidf,
    FeaturizerKind.TOKENS: Tokens,
}


def build_featurizers(featurizers: Featurizers, task: Task) -> dict[str, Featurizer]:
    """The unfitted featurizers by name, sorted.

    A block is left out if no column of the task has its role.

    Raises:
        InvalidOptionsError: a class refuses the options of its block.
        InputError: a block sets `columns`, or no block is left.
    """
    blocks = sorted(featurizers.blocks.items())
    recipes = {name: _build(name, block, task) for name, block in blocks}
    usable = {name: recipe for name, recipe in recipes.items() if recipe.columns}
    if not usable:
        raise InputError(
            f"featurizers.blocks: no block reads a column of task {task.name!r}; "
            "add one to conf/featurizers whose kind fits a column's role"
        )
    return usable


def fitted_from_state(state: FeaturizerState) -> FittedFeaturizer:
    """The fitted featurizer whose `to_state` this is; it transforms to the same bits.

    Raises:
        InputError: options, lists or arrays are not those of the state's kind.
    """
    try:
        recipe = REGISTRY[state.kind].model_validate({**state.options, "columns": state.columns})
    except ValidationError as error:
        finding = f"its options are not those of this version ({error.errors()[0]['msg']})"
        raise _damaged(state, finding) from error
    names = sorted(state.document)
    expected_names = sorted(recipe.list_names)
    if names != expected_names:
        raise _damaged(state, f"its lists are {names} instead of {expected_names}")
    for name, texts in state.document.items():
        if len(set(texts)) < len(texts):
            raise _damaged(state, f"a text occurs twice in the list {name!r}")
    layout: Layout = {name: (array.dtype.type, array.shape) for name, array in state.arrays.items()}
    expected = recipe.layout(state.document)
    if layout != expected:
        finding = f"its arrays are {_format_layout(layout)} instead of {_format_layout(expected)}"
        raise _damaged(state, finding)
    return FittedFeaturizer(recipe, FittedState(state.document, state.arrays))


def _build(name: str, block: FeaturizerBlock, task: Task) -> Featurizer:
    recipe = REGISTRY[block.kind]
    if "columns" in block.options:
        raise InputError(f"featurizers.blocks.{name}.columns: remove it; the task's roles give the columns")
    columns = task.column_names(recipe.role)
    return block.build(recipe, ("featurizers", "blocks", name), columns=columns)


def _format_layout(layout: Layout) -> str:
    arrays = sorted(layout.items())
    return ", ".join(f"{name} {kind.__name__} {shape}" for name, (kind, shape) in arrays) or "none"


def _damaged(state: FeaturizerState, finding: str) -> InputError:
    return InputError(
        f"featurizer state of kind {state.kind.value!r}: {finding}; "
        "restore the folder it came from with `dvc checkout`, or fit again with `dvc repro`"
    )
