"""Which class stands behind each featurizer kind: recipes from configuration, fitted featurizers from states."""

from pydantic import ValidationError

from retrain.featurizers.calendar import Calendar
from retrain.featurizers.featurizer import Featurizer, FeaturizerState, FittedFeaturizer, Layout, Learnt
from retrain.featurizers.one_hot import OneHot
from retrain.featurizers.pixels import Pixels
from retrain.featurizers.quantile_bins import QuantileBins
from retrain.featurizers.sentence_encoder import SentenceEncoder
from retrain.featurizers.standard_scaler import StandardScaler
from retrain.featurizers.tfidf import Tfidf
from retrain.featurizers.tokens import Tokens
from retrain.ml_configuration import InputError, Task
from retrain.ml_configuration.enums import FeaturizerKind
from retrain.ml_configuration.featurizers import FeaturizerBlock, Featurizers

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
    """The recipes by name, in the order of the names; a block whose role no column of the task has is left out.

    Raises:
        InvalidOptionsError: a class refused the options of its block.
        InputError: a block sets `columns`, or no block is left.
    """
    every = {name: _built(name, block, task) for name, block in sorted(featurizers.blocks.items())}
    if not (usable := {name: recipe for name, recipe in every.items() if recipe.columns}):
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
        raise _damaged(state, f"its options are not those of this version ({error.errors()[0]['msg']})") from error
    if state.document.keys() != set(recipe.lists):
        raise _damaged(state, f"its lists are {sorted(state.document)} instead of {sorted(recipe.lists)}")
    if repeating := [name for name, texts in state.document.items() if len(set(texts)) < len(texts)]:
        raise _damaged(state, f"a text stands twice in the list {repeating[0]!r}")
    expected = recipe.layout(state.document)
    found: Layout = {name: (array.dtype.type, array.shape) for name, array in state.arrays.items()}
    if found != expected:
        raise _damaged(state, f"its arrays are {_wording(found)} instead of {_wording(expected)}")
    return FittedFeaturizer(recipe, Learnt(state.document, state.arrays))


def _built(name: str, block: FeaturizerBlock, task: Task) -> Featurizer:
    recipe = REGISTRY[block.kind]
    if "columns" in block.options:
        raise InputError(f"featurizers.blocks.{name}.columns: the task's roles give the columns; take the key out")
    return block.built(recipe, ("featurizers", "blocks", name), columns=task.column_names(recipe.role))


def _wording(layout: Layout) -> str:
    return ", ".join(f"{name} {kind.__name__} {shape}" for name, (kind, shape) in sorted(layout.items())) or "none"


def _damaged(state: FeaturizerState, finding: str) -> InputError:
    return InputError(
        f"featurizer state of kind {state.kind.value!r}: {finding}; "
        "restore the folder it came from with `dvc checkout`, or fit again with `dvc repro`"
    )
