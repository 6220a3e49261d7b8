"""What every featurizer promises, before and after it has seen its training records."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from retrain.featurizers.array_files import Array
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import FeaturizerKind, Role

if TYPE_CHECKING:
    import pandas as pd

Document = Mapping[str, tuple[str, ...]]
Layout = dict[str, tuple[type[np.generic], tuple[int, ...]]]


class SparseRow(NamedTuple):
    """The features of one record that are not zero.

    Attributes:
        columns: int32, ascending.
        values: float32.
    """

    columns: NDArray[np.int32]
    values: NDArray[np.float32]


Row: TypeAlias = SparseRow | NDArray[np.float32]
ReadRow: TypeAlias = Callable[[Mapping[str, str]], Row]


@dataclass(frozen=True, eq=False)
class Learnt:
    """What the training records taught: enough to transform records without them.

    Attributes:
        document: lists of texts by name, such as the ordered terms of a vocabulary.
        arrays: dense arrays by name.
    """

    document: Document = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class FeaturizerState:
    """Everything that a fitted featurizer is, as plain data without code.

    Attributes:
        kind: names the class through the registry.
        columns: the columns that it reads, in order.
        options: the recipe's options, as JSON.
        document: lists of texts by name, as learnt.
        arrays: dense arrays by name, as learnt.
        schema: number of this layout.
    """

    kind: FeaturizerKind
    columns: tuple[str, ...]
    options: Mapping[str, JsonValue]
    document: Document
    arrays: Mapping[str, NDArray[Any]]
    schema: int = 1


class Featurizer(FrozenModel, ABC):
    """A recipe: the options that a block may set, and the columns that the task gives it.

    Attributes:
        kind: its name in the configuration and in a state.
        role: it reads every column with this role.
        columns: the columns that it reads, in the task's order.
    """

    kind: ClassVar[FeaturizerKind]
    role: ClassVar[Role]
    columns: tuple[str, ...]

    @property
    def options(self) -> dict[str, JsonValue]:
        """What the block may set, as JSON."""
        return self.model_dump(mode="json", exclude={"columns"})

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists in the document; none unless a class says otherwise."""
        return ()

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of what only this class computes with; none unless it says otherwise."""
        return ()

    def fit(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> FittedFeaturizer:
        """The featurizer with what it learnt.

        Args:
            records: n training records.
            groups: the group of each record, or its id where the task has no groups; shape (n,).

        Raises:
            InputError: the records hold nothing to learn from.
        """
        return FittedFeaturizer(self, self.learn(records, groups))

    def fit_transform(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> tuple[FittedFeaturizer, Array]:
        """The fitted featurizer and the features of the records it learnt from; arguments and errors as in `fit`."""
        fitted = self.fit(records, groups)
        return fitted, fitted.transform(records)

    @abstractmethod
    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """What the training records teach; arguments and errors as in `fit`."""

    def layout(self, document: Document) -> Layout:
        """The type and shape of each array that goes with a document; none unless a class says otherwise."""
        return {}

    @abstractmethod
    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """One name for each of the d features."""

    @abstractmethod
    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to their features, float32, shape (n, d)."""

    def row(self, learnt: Learnt) -> ReadRow | None:
        """A function from one record to its features, quicker than `transformer` and with the same bits, or None."""
        return None


@dataclass(frozen=True, eq=False)
class FittedFeaturizer:
    """A recipe with what it learnt."""

    recipe: Featurizer
    learnt: Learnt

    @cached_property
    def feature_names(self) -> tuple[str, ...]:
        """One name for each of the d features."""
        return self.recipe.names(self.learnt)

    def transform(self, records: pd.DataFrame) -> Array:
        """The features of n records: float32, shape (n, d), CSR for text and categories, dense for numbers.

        A record's features do not depend on the records beside it.
        """
        return self._transformer(records)

    @cached_property
    def row(self) -> ReadRow | None:
        """A quicker way to the features of one record, where the featurizer has one: (d,) or what is not zero of it."""
        return self.recipe.row(self.learnt)

    def to_state(self) -> FeaturizerState:
        """The featurizer as plain data; `fitted_from_state` turns it back."""
        recipe, learnt = self.recipe, self.learnt
        return FeaturizerState(recipe.kind, recipe.columns, recipe.options, learnt.document, learnt.arrays)

    @cached_property
    def _transformer(self) -> Callable[[pd.DataFrame], Array]:
        return self.recipe.transformer(self.learnt)
