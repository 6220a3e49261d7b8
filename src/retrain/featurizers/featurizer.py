"""The interface of featurizers, before and after they are fitted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, JsonValue

from retrain.featurizers.array_files import Array
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.enums import FeaturizerKind, Role

TextLists = Mapping[str, tuple[str, ...]]
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
RowTransform: TypeAlias = Callable[[Mapping[str, str]], Row]


@dataclass(frozen=True, eq=False)
class FittedState:
    """What is fitted: all that transforming needs of the training records.

    Attributes:
        text_lists: lists of texts by name, such as the ordered terms of a vocabulary.
        arrays: dense arrays by name.
    """

    text_lists: TextLists = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


class FeaturizerState(FrozenModel):
    """A fitted featurizer as plain data without code.

    Attributes:
        kind: names the class through the registry.
        columns: the columns that it reads, in order.
        options: the recipe's options, as JSON.
        document: lists of texts by name, as fitted.
        arrays: dense arrays by name, as fitted.
        schema_number: of this layout; its key is `schema`.
    """

    kind: FeaturizerKind
    columns: tuple[str, ...]
    options: dict[str, JsonValue]
    document: dict[str, tuple[str, ...]]
    arrays: dict[str, Any] = Field(default={}, exclude=True)
    schema_number: Literal[1] = Field(default=1, alias="schema")


class Featurizer(FrozenModel, ABC):
    """An unfitted featurizer: the options of its block, and the columns that it reads.

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
        """The options that a block may set, as JSON."""
        return self.model_dump(mode="json", exclude={"columns"})

    @property
    def list_names(self) -> tuple[str, ...]:
        """The names of the fitted lists of texts; none unless a class overrides it."""
        return ()

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of libraries that only this class uses; none unless it overrides it."""
        return ()

    def fit(self, records: Columns, groups: NDArray[np.object_]) -> FittedFeaturizer:
        """The fitted featurizer.

        Args:
            records: n training records.
            groups: the group of each record, or its id where the task has no groups; shape (n,).

        Raises:
            InputError: the records hold nothing to fit.
        """
        return FittedFeaturizer(self, self.fit_state(records, groups))

    def fit_transform(self, records: Columns, groups: NDArray[np.object_]) -> tuple[FittedFeaturizer, Array]:
        """The fitted featurizer and its features of the training records; arguments as in `fit`."""
        fitted = self.fit(records, groups)
        return fitted, fitted.transform(records)

    @abstractmethod
    def fit_state(self, records: Columns, groups: NDArray[np.object_]) -> FittedState:
        """What is fitted to the training records; arguments and errors as in `fit`."""

    def layout(self, text_lists: TextLists) -> Layout:
        """The type and shape of each fitted array; none unless a class overrides it."""
        return {}

    @abstractmethod
    def feature_names(self, state: FittedState) -> tuple[str, ...]:
        """One name for each of the d features."""

    @abstractmethod
    def batch_transform(self, state: FittedState) -> Callable[[Columns], Array]:
        """A function from n records to their features, float32, shape (n, d)."""

    def row_transform(self, state: FittedState) -> RowTransform | None:
        """A faster function for one record, with the bits of `batch_transform`, or None."""
        return None


@dataclass(frozen=True, eq=False)
class FittedFeaturizer:
    """A featurizer with its fitted state."""

    recipe: Featurizer
    state: FittedState

    @cached_property
    def feature_names(self) -> tuple[str, ...]:
        """One name for each of the d features."""
        return self.recipe.feature_names(self.state)

    @cached_property
    def transform(self) -> Callable[[Columns], Array]:
        """A function from n records to their features: float32, shape (n, d), CSR or dense.

        A record's features do not depend on the records beside it.
        """
        return self.recipe.batch_transform(self.state)

    @cached_property
    def row_transform(self) -> RowTransform | None:
        """A faster function for one record, where the featurizer has one."""
        return self.recipe.row_transform(self.state)

    def to_state(self) -> FeaturizerState:
        """The featurizer as plain data; `fitted_from_state` turns it back."""
        return FeaturizerState(
            kind=self.recipe.kind,
            columns=self.recipe.columns,
            options=self.recipe.options,
            document=dict(self.state.text_lists),
            arrays=dict(self.state.arrays),
        )
