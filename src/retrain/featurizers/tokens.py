"""Text as a sequence of word codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, FittedState
from retrain.ml_configuration.columns import Columns, row_count
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

WORD = re.compile(r"\w+")
NO_WORD = 0
MAX_WORDS = 2**20


class Tokens(Featurizer):
    """The codes of the first words of a record: 1 is the most frequent word, 0 none or unknown.

    Attributes:
        length: words of a record that are read, over all its text columns.
        min_groups: a word from fewer distinct groups has no code.
        max_features: at most so many words have a code, those in the most groups.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.TOKENS
    role: ClassVar[Role] = Role.TEXT
    length: Annotated[int, Field(ge=1, le=1024)]
    min_groups: Annotated[int, Field(ge=1)]
    max_features: Annotated[int, Field(ge=1, le=MAX_WORDS)]

    @property
    def list_names(self) -> tuple[str, ...]:
        """The words."""
        return ("words",)

    def fit_state(self, records: Columns, groups: NDArray[np.object_]) -> FittedState:
        """The words with a code, those in the most groups first, ties sorted."""
        pairs: set[tuple[str, str]] = set()
        for words_of_record, group in zip(self._rows(records), groups, strict=True):
            pairs.update((word, group) for word in words_of_record)
        frequency = Counter(word for word, _ in pairs)
        frequent = ((word, count) for word, count in frequency.items() if count >= self.min_groups)
        words = sorted((-count, word) for word, count in frequent)
        if not words:
            columns = ", ".join(map(repr, self.columns))
            raise InputError(
                f"no word of the text columns {columns} occurs in {self.min_groups} groups of the "
                "training records; lower `min_groups` in conf/featurizers, or train on more records"
            )
        return FittedState({"words": tuple(word for _, word in words[: self.max_features])})

    def feature_names(self, state: FittedState) -> tuple[str, ...]:
        """The positions, as `word 0`."""
        return tuple(f"word {position}" for position in range(self.length))

    def batch_transform(self, state: FittedState) -> Callable[[Columns], Array]:
        """A function from n records to dense float32, (n, length), of whole numbers."""
        codes = {word: code for code, word in enumerate(state.text_lists["words"], NO_WORD + 1)}
        return lambda records: self._coded(records, codes)

    def _rows(self, records: Columns) -> list[list[str]]:
        cells = (records[column] for column in self.columns)
        return [WORD.findall("\n".join(row).lower()) for row in zip(*cells, strict=True)]

    def _coded(self, records: Columns, codes: Mapping[str, int]) -> NDArray[np.float32]:
        features = np.full((row_count(records), self.length), NO_WORD, np.float32)
        for row, words in zip(features, self._rows(records), strict=True):
            first = words[: self.length]
            row[: len(first)] = [codes.get(word, NO_WORD) for word in first]
        return features
