"""Runs of characters inside words: a function of the word, computed once for each distinct one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.ngrams import Analyzer, Reader, Terms, occurrences, renumbered
from retrain.featurizers.ragged import Ragged, ragged, stacked
from retrain.featurizers.words import Words, numbering

NOTHING = np.empty(0, np.int32)
REMEMBERED_WORDS = 2**15
REMEMBERED_LENGTHS = 64


class CharacterNgrams(Analyzer):
    """scikit-learn's `char_wb`: n-grams of each word with a blank before and behind; a short word counts once."""

    def terms(self, words: Words, groups: Ragged, least: int) -> Terms:
        """The n-grams that occur in at least so many groups."""
        codes = numbering()
        ngrams = ragged(map(self._ngrams, words.distinct), codes.__getitem__)
        holding = ngrams.incidence(len(codes))
        used = (run.through(words.texts) for run in groups.chunks())
        spread = occurrences((run.incidence(len(ngrams)) @ holding for run in used), len(codes))
        frequent = spread >= least
        kept = ngrams.recoded(renumbered(frequent))

        def texts(columns: NDArray[np.int32]) -> Iterator[Ragged]:
            found = kept.recoded(columns).known()
            return (run.through(found) for run in words.texts.chunks())

        return Terms(list(compress(codes, frequent)), spread[frequent], texts)

    def reader(self, columns: Mapping[str, int]) -> Reader:
        """A reader that remembers the latest words."""

        @lru_cache(REMEMBERED_WORDS)
        def of_word(word: str) -> NDArray[np.int32]:
            return np.array([columns[ngram] for ngram in self._ngrams(word) if ngram in columns], np.int32)

        def many(words: Words) -> Iterator[Ragged]:
            found = stacked(of_word(word).tolist() for word in words.distinct)
            return (run.through(found) for run in words.texts.chunks())

        def one(text: str) -> NDArray[np.int32]:
            return np.concatenate([NOTHING, *map(of_word, text.lower().split())])

        return Reader(many, one)

    def _ngrams(self, word: str) -> list[str]:
        padded = f" {word} "
        return [padded[place] for place in _places(len(padded), self.shortest, self.longest)]


@lru_cache(REMEMBERED_LENGTHS)
def _places(length: int, shortest: int, longest: int) -> list[slice]:
    """Where the n-grams of a word of so many characters stand, blanks included."""
    sizes = range(shortest, min(longest, max(length, shortest)) + 1)
    return [slice(start, start + size) for size in sizes for start in range(max(length - size, 0) + 1)]
