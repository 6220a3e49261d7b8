"""What every featurizer promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from retrain.featurizers.array_files import Array
from retrain.featurizers.fitted_featurizer import FittedFeaturizer
from retrain.featurizers.learnt import Learnt
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.frozen import Frozen

if TYPE_CHECKING:
    import pandas as pd

Layout = dict[str, tuple[type[np.generic], tuple[int, ...]]]


class Featurizer(Frozen, ABC):
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

    def fit(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> FittedFeaturizer:
        """The featurizer with what it learnt.

        Args:
            records: n training records.
            groups: the group of each record, or its id where the task has no groups; shape (n,).

        Raises:
            InputProblem: the records hold nothing to learn from.
        """
        return FittedFeaturizer(self, self.learn(records, groups))

    @abstractmethod
    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """What the training records teach; arguments and errors as in `fit`."""

    @property
    @abstractmethod
    def lists(self) -> tuple[str, ...]:
        """The names of the lists in the document."""

    @abstractmethod
    def layout(self, document: Mapping[str, tuple[str, ...]]) -> Layout:
        """The type and shape of each array that goes with a document of these lists."""

    @abstractmethod
    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """One name for each of the d features."""

    @abstractmethod
    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to their features, float32, shape (n, d)."""
