"""A featurizer that has seen its training records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from retrain.featurizers.array_files import Array
from retrain.featurizers.learnt import Learnt
from retrain.featurizers.state import FeaturizerState

if TYPE_CHECKING:
    import pandas as pd

    from retrain.featurizers.featurizer import Featurizer


@dataclass(frozen=True, eq=False)
class FittedFeaturizer:
    """A recipe with what it learnt.

    Attributes:
        recipe: the options and columns.
        learnt: what the training records taught.
    """

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

    def to_state(self) -> FeaturizerState:
        """The featurizer as plain data; `fitted_from_state` turns it back."""
        recipe, learnt = self.recipe, self.learnt
        return FeaturizerState(recipe.kind, recipe.columns, recipe.options, learnt.document, learnt.arrays)

    @cached_property
    def _transformer(self) -> Callable[[pd.DataFrame], Array]:
        return self.recipe.transformer(self.learnt)
