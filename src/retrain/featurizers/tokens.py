"""Text as a row of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Featurizer, Learnt
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

WORD = re.compile(r"\w+")
NONE = 0
MOST = 2**20


class Tokens(Featurizer):
    """The codes of the first words of a record, in their order: 1 is the most spread word, 0 is none or an unknown one.

    Attributes:
        length: words of a record that are read, over all its text columns.
        min_groups: a word from fewer distinct groups has no code.
        max_features: at most so many words have one, those of the most groups.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.TOKENS
    role: ClassVar[Role] = Role.TEXT
    length: Annotated[int, Field(ge=1, le=1024)]
    min_groups: Annotated[int, Field(ge=1)]
    max_features: Annotated[int, Field(ge=1, le=MOST)]

    @property
    def lists(self) -> tuple[str, ...]:
        """The words."""
        return ("words",)

    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """The words with a code, by falling number of groups, ties by alphabet."""
        pairs = {(word, group) for row, group in zip(self._rows(records), groups, strict=True) for word in row}
        spread = Counter(word for word, _ in pairs)
        words = sorted((-count, word) for word, count in spread.items() if count >= self.min_groups)
        if not words:
            raise InputError(
                f"no word of the text columns {', '.join(map(repr, self.columns))} occurs in {self.min_groups} groups "
                "of the training records; lower `min_groups` in conf/featurizers, or train on more records"
            )
        return Learnt({"words": tuple(word for _, word in words[: self.max_features])})

    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """The places, as `word 0`."""
        return tuple(f"word {place}" for place in range(self.length))

    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to a dense array of float32, shape (n, length), of whole numbers."""
        codes = {word: code for code, word in enumerate(learnt.document["words"], NONE + 1)}
        return lambda records: self._coded(records, codes)

    def _rows(self, records: pd.DataFrame) -> list[list[str]]:
        cells = (records[column].tolist() for column in self.columns)
        return [WORD.findall("\n".join(row).lower()) for row in zip(*cells, strict=True)]

    def _coded(self, records: pd.DataFrame, codes: Mapping[str, int]) -> NDArray[np.float32]:
        features = np.full((len(records), self.length), NONE, np.float32)
        for row, words in zip(features, self._rows(records), strict=True):
            first = words[: self.length]
            row[: len(first)] = [codes.get(word, NONE) for word in first]
        return features
