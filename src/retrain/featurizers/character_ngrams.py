"""N-grams of characters inside words, computed once for each distinct word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.ngrams import Analyzer, Reader, Terms, Words, column_frequency, numbering, renumber
from retrain.featurizers.ragged import Ragged, encode_rows, from_arrays

NO_COLUMNS = np.empty(0, np.int32)
CACHED_WORDS = 2**15
CACHED_LENGTHS = 64


class CharacterNgrams(Analyzer):
    """scikit-learn's `char_wb`: n-grams of words padded with blanks; a short word is one."""

    def terms(self, words: Words, groups: Ragged, min_groups: int) -> Terms:
        """The n-grams that occur in at least `min_groups` groups."""
        codes = numbering()
        ngrams = encode_rows(map(self._ngrams, words.distinct), codes.__getitem__)
        term_incidence = ngrams.incidence(len(codes))
        words_by_group = (chunk.gather(words.texts) for chunk in groups.chunks())
        by_group = (chunk.incidence(len(ngrams)) @ term_incidence for chunk in words_by_group)
        frequency = column_frequency(by_group, len(codes))
        frequent = frequency >= min_groups
        frequent_ngrams = ngrams.recode(renumber(frequent))

        def encode_texts(columns: NDArray[np.int32]) -> Iterator[Ragged]:
            terms = frequent_ngrams.recode(columns).drop_unknown()
            return (chunk.gather(terms) for chunk in words.texts.chunks())

        return Terms(list(compress(codes, frequent)), frequency[frequent], encode_texts)

    def reader(self, columns: Mapping[str, int]) -> Reader:
        """A reader that caches the latest words."""

        @lru_cache(CACHED_WORDS)
        def of_word(word: str) -> NDArray[np.int32]:
            known = [columns[ngram] for ngram in self._ngrams(word) if ngram in columns]
            return np.array(known, np.int32)

        def read_texts(words: Words) -> Iterator[Ragged]:
            terms = from_arrays(list(map(of_word, words.distinct)))
            return (chunk.gather(terms) for chunk in words.texts.chunks())

        def read_text(text: str) -> NDArray[np.int32]:
            return np.concatenate([NO_COLUMNS, *map(of_word, text.lower().split())])

        return Reader(read_texts, read_text)

    def _ngrams(self, word: str) -> list[str]:
        padded = f" {word} "
        return [padded[part] for part in _slices(len(padded), self.shortest, self.longest)]


@lru_cache(CACHED_LENGTHS)
def _slices(length: int, shortest: int, longest: int) -> list[slice]:
    """The slices of the n-grams of a word of so many characters, blanks included."""
    sizes = range(shortest, min(longest, max(length, shortest)) + 1)
    slices: list[slice] = []
    for size in sizes:
        starts = range(max(length - size, 0) + 1)
        slices += [slice(start, start + size) for start in starts]
    return slices
