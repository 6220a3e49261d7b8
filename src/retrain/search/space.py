"""From a declared space to the mutations of one trial."""

from collections.abc import Callable, Mapping
from typing import Any

import optuna

from retrain.ml_configuration.search import Choice, Dimension, FloatRange, IntRange, Scalar

_SUGGESTIONS: Mapping[type, Callable[[optuna.Trial, str, Any], Scalar]] = {
    Choice: lambda trial, name, one: trial.suggest_categorical(name, one.choices),
    FloatRange: lambda trial, name, one: trial.suggest_float(name, one.low, one.high, log=one.log),
    IntRange: lambda trial, name, one: trial.suggest_int(name, one.low, one.high, log=one.log),
}


def suggest(trial: optuna.Trial, space: Mapping[str, Dimension]) -> dict[str, Scalar]:
    """What a trial tries: dotted parameter -> value, without the parameters whose condition does not hold."""
    chosen: dict[str, Scalar] = {}
    for name, dimension in space.items():
        if all(chosen.get(other) in wanted for other, wanted in dimension.when.items()):
            chosen[name] = _SUGGESTIONS[type(dimension)](trial, name, dimension)
    return chosen
