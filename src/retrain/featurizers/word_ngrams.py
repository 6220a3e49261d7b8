"""N-grams of words, each coded as an integer from a shorter n-gram and the word after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.ngrams import Analyzer, Reader, Terms, Words, column_frequency, numbering, renumber
from retrain.featurizers.ragged import UNKNOWN, Ragged, concatenate, encode_rows

TOKEN = re.compile(r"\w\w+")
NO_KEY = -1


@dataclass(frozen=True, eq=False)
class _FrequentNgrams:
    """The n-grams of one size from enough groups.

    Attributes:
        names: each n-gram once.
        group_frequency: the number of distinct groups in which each occurs, shape (names,).
        ngrams: for each token of each text the n-gram that starts there, as a position in `names`,
            or `UNKNOWN`.
    """

    names: list[str]
    group_frequency: NDArray[np.int64]
    ngrams: Ragged


@dataclass(frozen=True, eq=False)
class _NgramTable:
    """The n-grams of one size with which terms begin.

    Attributes:
        keys: of each n-gram, ascending; its position here is its code.
        columns: of each n-gram that is a term, else `UNKNOWN`.
    """

    keys: NDArray[np.int64]
    columns: NDArray[np.int32]

    def codes(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The code of each key, `UNKNOWN` where no term begins so."""
        positions = np.searchsorted(self.keys[:-1], keys)
        return np.where(self.keys[positions] == keys, positions, UNKNOWN)


class WordNgrams(Analyzer):
    """scikit-learn's `word`: n-grams of words of two or more word characters."""

    def terms(self, words: Words, groups: Ragged, min_groups: int) -> Terms:
        """The n-grams that occur in at least `min_groups` groups, as do all their parts."""
        codes = numbering()
        tokens_of_word = encode_rows(map(TOKEN.findall, words.distinct), codes.__getitem__)
        tokens = concatenate(chunk.gather(tokens_of_word) for chunk in words.texts.chunks())
        frequent, frequency, tokens = _frequent(tokens, len(codes), groups, min_groups)
        all_tokens = list(codes)
        token_names = [all_tokens[code] for code in frequent.tolist()]
        sizes = [_FrequentNgrams(token_names, frequency, tokens)]
        for size in range(2, self.longest + 1):
            longer, keys = _longer(sizes[-1].ngrams, tokens, size, len(token_names))
            frequent, frequency, ngrams = _frequent(longer, len(keys), groups, min_groups)
            names = _names(keys[frequent], sizes[-1].names, token_names)
            sizes.append(_FrequentNgrams(names, frequency, ngrams))
        return _terms_of_all_sizes(sizes[self.shortest - 1 :])

    def reader(self, columns: Mapping[str, int]) -> Reader:
        """A reader that numbers the n-grams of the vocabulary when it first reads many texts."""
        tables = cache(lambda: _build_tables(columns, self.longest))

        def read_texts(words: Words) -> Iterator[Ragged]:
            codes, by_size = tables()
            rows = map(TOKEN.findall, words.distinct)
            tokens = encode_rows(rows, lambda token: codes.get(token, UNKNOWN))
            chunks = words.texts.chunks()
            return (_columns(chunk.gather(tokens), len(codes), by_size) for chunk in chunks)

        def read_text(text: str) -> NDArray[np.int32]:
            found = map(columns.get, self._ngrams(text))
            return np.array([column for column in found if column is not None], np.int32)

        return Reader(read_texts, read_text)

    def _ngrams(self, text: str) -> Iterator[str]:
        tokens = TOKEN.findall(text.lower())
        shifted = [tokens[start:] for start in range(self.longest)]
        sizes = range(max(self.shortest, 2), self.longest + 1)
        longer = (map(" ".join, zip(*shifted[:size], strict=False)) for size in sizes)
        return chain(tokens if self.shortest == 1 else (), *longer)


def _frequent(
    ngrams: Ragged, width: int, groups: Ragged, min_groups: int
) -> tuple[NDArray[np.intp], NDArray[np.int64], Ragged]:
    """The codes in at least `min_groups` groups, their frequencies, and the n-grams recoded."""
    coded = concatenate(chunk.drop_unknown() for chunk in ngrams.chunks())
    by_group = (chunk.gather(coded).counts(width) for chunk in groups.chunks())
    frequency = column_frequency(by_group, width)
    frequent = frequency >= min_groups
    return np.flatnonzero(frequent), frequency[frequent], ngrams.recode(renumber(frequent))


def _names(keys: NDArray[np.int64], beginnings: list[str], tokens: list[str]) -> list[str]:
    """The n-gram of each key: the beginning and the last token that it is made of."""
    heads, tails = np.divmod(keys, len(tokens))
    pairs = zip(heads.tolist(), tails.tolist(), strict=True)
    return [f"{beginnings[head]} {tokens[tail]}" for head, tail in pairs]


def _terms_of_all_sizes(sizes: list[_FrequentNgrams]) -> Terms:
    ends = np.cumsum([len(size.names) for size in sizes])

    def encode_texts(columns: NDArray[np.int32]) -> Iterator[Ragged]:
        columns_by_size = np.split(columns, ends[:-1])
        for chunks in zip(*(size.ngrams.chunks() for size in sizes), strict=True):
            pairs = zip(chunks, columns_by_size, strict=True)
            yield _interleave([chunk.recode(of_size) for chunk, of_size in pairs])

    names = list(chain.from_iterable(size.names for size in sizes))
    frequency = np.concatenate([size.group_frequency for size in sizes])
    return Terms(names, frequency, encode_texts)


def _interleave(sizes: list[Ragged]) -> Ragged:
    """The known codes of rows of equal lengths, those of one position together."""
    codes = np.stack([size.codes for size in sizes], axis=1).ravel()
    return Ragged(codes, sizes[0].offsets * len(sizes)).drop_unknown()


def _longer(ngrams: Ragged, tokens: Ragged, size: int, width: int) -> tuple[Ragged, NDArray[np.int64]]:
    """The codes of the n-grams of `size` tokens where they start, and the key of each code."""
    import pandas as pd

    starts = _starts(ngrams, tokens, size)
    codes, distinct = pd.factorize(_keys(ngrams, tokens, starts, size, width))
    return _at_starts(codes, starts, tokens), distinct


def _starts(shorter: Ragged, tokens: Ragged, size: int) -> NDArray[np.bool_]:
    """For each token whether an n-gram of `size` tokens, all known, starts there.

    Args:
        shorter: for each token the code of the n-gram of one token less that starts there, or
            `UNKNOWN`.
        tokens: the code of each token, or `UNKNOWN`.
        size: 2 or more.
    """
    shift = size - 1
    starts = np.zeros(len(tokens.codes), np.bool_)
    begins = shorter.codes[:-shift] != UNKNOWN
    np.logical_and(begins, tokens.codes[shift:] != UNKNOWN, out=starts[:-shift])
    ends = tokens.offsets[1:]
    for last in range(1, size):
        starts[ends[ends >= last] - last] = False
    return starts


def _keys(shorter: Ragged, tokens: Ragged, starts: NDArray[np.bool_], size: int, width: int) -> NDArray[np.int64]:
    """The key of each n-gram: the code of its beginning times `width`, plus that of its last token."""
    shift = size - 1
    keys = shorter.codes[starts].astype(np.int64)
    keys *= width
    keys += tokens.codes[shift:][starts[:-shift]]
    return keys


def _at_starts(codes: NDArray[np.intp], starts: NDArray[np.bool_], tokens: Ragged) -> Ragged:
    """The codes at their positions among the tokens, `UNKNOWN` elsewhere."""
    positioned = np.full_like(tokens.codes, UNKNOWN)
    positioned[starts] = codes
    return Ragged(positioned, tokens.offsets)


def _columns(tokens: Ragged, width: int, tables: list[_NgramTable]) -> Ragged:
    """The columns of the terms of each text."""
    ngrams = tokens
    columns = [tokens.recode(tables[0].columns)]
    for size, table in enumerate(tables[1:], 2):
        starts = _starts(ngrams, tokens, size)
        codes = table.codes(_keys(ngrams, tokens, starts, size, width))
        ngrams = _at_starts(codes, starts, tokens)
        columns.append(ngrams.recode(table.columns))
    return _interleave(columns)


def _build_tables(columns: Mapping[str, int], longest: int) -> tuple[Mapping[str, int], list[_NgramTable]]:
    """The codes of the tokens of the terms, and for each size the n-grams with which terms begin."""
    terms = [term.split(" ") for term in columns]
    tokens = {token: code for code, token in enumerate(dict.fromkeys(chain.from_iterable(terms)))}
    ngrams = tokens
    keys = list(range(len(tokens)))
    tables: list[_NgramTable] = []
    for size in range(1, longest + 1):
        if size > 1:
            beginnings = {" ".join(term[:size]) for term in terms if len(term) >= size}
            by_key = {}
            for ngram in beginnings:
                head, _, tail = ngram.rpartition(" ")
                by_key[ngrams[head] * len(tokens) + tokens[tail]] = ngram
            keys = sorted(by_key)
            ngrams = {by_key[key]: code for code, key in enumerate(keys)}
        columns_of_ngrams = np.array([columns.get(ngram, UNKNOWN) for ngram in ngrams], np.int32)
        tables.append(_NgramTable(np.array([*keys, NO_KEY], np.int64), columns_of_ngrams))
    return tokens, tables
