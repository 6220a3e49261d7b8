"""A fitted featurizer as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from pydantic import JsonValue

from retrain.ml_configuration.enums import FeaturizerKind

SCHEMA = 1


@dataclass(frozen=True, eq=False)
class FeaturizerState:
    """Everything that a fitted featurizer is, without code.

    Attributes:
        kind: names the class through the registry.
        columns: the columns that it reads, in order.
        options: the recipe's options, as JSON.
        document: lists of texts by name, such as the ordered terms of a vocabulary.
        arrays: dense arrays by name.
        schema: number of this layout.
    """

    kind: FeaturizerKind
    columns: tuple[str, ...]
    options: Mapping[str, JsonValue]
    document: Mapping[str, tuple[str, ...]]
    arrays: Mapping[str, NDArray[Any]]
    schema: int = SCHEMA
