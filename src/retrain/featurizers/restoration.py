"""A fitted featurizer from plain data, audited before it is built."""

from pydantic import ValidationError

from retrain.featurizers.featurizer import Featurizer
from retrain.featurizers.fitted_featurizer import FittedFeaturizer
from retrain.featurizers.learnt import Learnt
from retrain.featurizers.registry import REGISTRY
from retrain.featurizers.state import FeaturizerState
from retrain.ml_configuration.problems import InputProblem


def fitted_from_state(state: FeaturizerState) -> FittedFeaturizer:
    """The fitted featurizer whose `to_state` this is; it transforms to the same bits.

    Raises:
        InputProblem: options, lists or arrays are not those of the state's kind.
    """
    recipe = _recipe(state)
    _check_lists(recipe, state)
    _check_arrays(recipe, state)
    return FittedFeaturizer(recipe, Learnt(state.document, state.arrays))


def _recipe(state: FeaturizerState) -> Featurizer:
    try:
        return REGISTRY[state.kind].model_validate({**state.options, "columns": state.columns})
    except ValidationError as error:
        raise _damaged(state, f"its options are not those of this version ({error.errors()[0]['msg']})") from error


def _check_lists(recipe: Featurizer, state: FeaturizerState) -> None:
    if state.document.keys() != set(recipe.lists):
        raise _damaged(state, f"its lists are {sorted(state.document)} instead of {sorted(recipe.lists)}")
    repeating = [name for name, texts in state.document.items() if len(set(texts)) < len(texts)]
    if repeating:
        raise _damaged(state, f"a text stands twice in the list {repeating[0]!r}")


def _check_arrays(recipe: Featurizer, state: FeaturizerState) -> None:
    expected = recipe.layout(state.document)
    found = {name: (array.dtype.type, array.shape) for name, array in state.arrays.items()}
    if found != expected:
        raise _damaged(state, f"its arrays are {_wording(found)} instead of {_wording(expected)}")


def _wording(layout: dict[str, tuple[type, tuple[int, ...]]]) -> str:
    return ", ".join(f"{name} {kind.__name__} {shape}" for name, (kind, shape) in sorted(layout.items())) or "none"


def _damaged(state: FeaturizerState, finding: str) -> InputProblem:
    return InputProblem(
        f"featurizer state of kind {state.kind.value!r}: {finding}; "
        "restore the folder it came from with `dvc checkout`, or fit again with `dvc repro`"
    )
