"""Runs of words: each is a shorter run and a word behind it, so that an integer stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.ngrams import Analyzer, Reader, Terms, occurrences, renumbered
from retrain.featurizers.ragged import UNKNOWN, Ragged, joined, ragged
from retrain.featurizers.words import Words, numbering

TOKEN = re.compile(r"\w\w+")
NO_KEY = -1


@dataclass(frozen=True, eq=False)
class _Found:
    """The runs of one size from enough groups.

    Attributes:
        names: each run once.
        spread: the number of distinct groups in which each occurs, shape (names,).
        runs: for each token of each text the run that starts there, as a position in `names`, or
            `UNKNOWN`.
    """

    names: list[str]
    spread: NDArray[np.int64]
    runs: Ragged


@dataclass(frozen=True, eq=False)
class _Size:
    """The runs of one size with which terms begin.

    Attributes:
        keys: of each run, ascending; its position here is its code.
        columns: of each run that is a term, else `UNKNOWN`.
    """

    keys: NDArray[np.int64]
    columns: NDArray[np.int32]

    def codes(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The code of each key, `UNKNOWN` where no term begins so."""
        places = np.searchsorted(self.keys[:-1], keys)
        return np.where(self.keys[places] == keys, places, UNKNOWN)


class WordNgrams(Analyzer):
    """scikit-learn's `word`: runs of words of two or more letters, digits or underscores, joined by blanks."""

    def terms(self, words: Words, groups: Ragged, least: int) -> Terms:
        """The runs that occur in at least so many groups; a run is looked for only where its parts do."""
        codes = numbering()
        found = ragged(map(TOKEN.findall, words.distinct), codes.__getitem__)
        tokens = joined(run.through(found) for run in words.texts.chunks())
        kept, spread, tokens = _frequent(tokens, len(codes), groups, least)
        every = list(codes)
        singles = names = [every[code] for code in kept.tolist()]
        sizes = [_Found(names, spread, tokens)]
        for size in range(2, self.longest + 1):
            longer, distinct = _longer(sizes[-1].runs, tokens, size, len(singles))
            kept, spread, runs = _frequent(longer, len(distinct), groups, least)
            heads, tails = (part.tolist() for part in np.divmod(distinct[kept], len(singles)))
            names = [f"{sizes[-1].names[head]} {singles[tail]}" for head, tail in zip(heads, tails, strict=True)]
            sizes.append(_Found(names, spread, runs))
        return _joined(sizes[self.shortest - 1 :])

    def reader(self, columns: Mapping[str, int]) -> Reader:
        """A reader that numbers the runs of the vocabulary when it first reads many texts."""
        numbered = cache(lambda: _numbered(columns, self.longest))

        def many(words: Words) -> Iterator[Ragged]:
            codes, sizes = numbered()
            tokens = ragged(map(TOKEN.findall, words.distinct), lambda token: codes.get(token, UNKNOWN))
            return (_columns(run.through(tokens), len(codes), sizes) for run in words.texts.chunks())

        def one(text: str) -> NDArray[np.int32]:
            found = map(columns.get, self._runs(text))
            return np.array([column for column in found if column is not None], np.int32)

        return Reader(many, one)

    def _runs(self, text: str) -> Iterator[str]:
        tokens = TOKEN.findall(text.lower())
        behind = [tokens[start:] for start in range(self.longest)]
        longer = range(max(self.shortest, 2), self.longest + 1)
        runs = (map(" ".join, zip(*behind[:size], strict=False)) for size in longer)
        return chain(tokens if self.shortest == 1 else (), *runs)


def _frequent(
    runs: Ragged, width: int, groups: Ragged, least: int
) -> tuple[NDArray[np.intp], NDArray[np.int64], Ragged]:
    """The codes below `width` of at least so many groups, their numbers of groups, and the runs renumbered by them."""
    known = joined(run.known() for run in runs.chunks())
    spread = occurrences((run.through(known).counts(width) for run in groups.chunks()), width)
    frequent = spread >= least
    return np.flatnonzero(frequent), spread[frequent], runs.recoded(renumbered(frequent))


def _joined(sizes: list[_Found]) -> Terms:
    """The terms of all sizes."""
    ends = np.cumsum([len(one.names) for one in sizes])

    def texts(columns: NDArray[np.int32]) -> Iterator[Ragged]:
        parts = np.split(columns, ends[:-1])
        for runs in zip(*(one.runs.chunks() for one in sizes), strict=True):
            yield _side_by_side([run.recoded(part) for run, part in zip(runs, parts, strict=True)])

    names = [name for one in sizes for name in one.names]
    return Terms(names, np.concatenate([one.spread for one in sizes]), texts)


def _side_by_side(sizes: list[Ragged]) -> Ragged:
    """The known codes of rows of the same lengths, those of one place together."""
    codes = np.stack([one.codes for one in sizes], axis=1).ravel()
    return Ragged(codes, sizes[0].offsets * len(sizes)).known()


def _longer(runs: Ragged, tokens: Ragged, size: int, width: int) -> tuple[Ragged, NDArray[np.int64]]:
    """The codes of the runs of `size` tokens where they start, and the key of each code."""
    import pandas as pd

    whole = _whole(runs, tokens, size)
    codes, distinct = pd.factorize(_keys(runs, tokens, whole, size, width))
    return _placed(codes, whole, tokens), distinct


def _whole(runs: Ragged, tokens: Ragged, size: int) -> NDArray[np.bool_]:
    """For each token whether a run of `size` tokens, all known, starts there.

    Args:
        runs: for each token the code of the run of one token less that starts there, or `UNKNOWN`.
        tokens: the code of each token, or `UNKNOWN`.
        size: 2 or more.
    """
    shift = size - 1
    whole = np.zeros(len(tokens.codes), np.bool_)
    np.logical_and(runs.codes[:-shift] != UNKNOWN, tokens.codes[shift:] != UNKNOWN, out=whole[:-shift])
    ends = tokens.offsets[1:]
    for last in range(1, size):
        whole[ends[ends >= last] - last] = False
    return whole


def _keys(runs: Ragged, tokens: Ragged, whole: NDArray[np.bool_], size: int, width: int) -> NDArray[np.int64]:
    """An integer for each whole run: the code of the run of one token less times `width`, plus the last token's."""
    shift = size - 1
    keys = runs.codes[whole].astype(np.int64)
    keys *= width
    keys += tokens.codes[shift:][whole[:-shift]]
    return keys


def _placed(codes: NDArray[np.intp], whole: NDArray[np.bool_], tokens: Ragged) -> Ragged:
    """The codes at their places among the tokens, `UNKNOWN` elsewhere."""
    placed = np.full_like(tokens.codes, UNKNOWN)
    placed[whole] = codes
    return Ragged(placed, tokens.offsets)


def _columns(tokens: Ragged, width: int, sizes: list[_Size]) -> Ragged:
    """The columns of the terms of each text."""
    runs, found = tokens, [tokens.recoded(sizes[0].columns)]
    for size, one in enumerate(sizes[1:], 2):
        whole = _whole(runs, tokens, size)
        runs = _placed(one.codes(_keys(runs, tokens, whole, size, width)), whole, tokens)
        found.append(runs.recoded(one.columns))
    return _side_by_side(found)


def _numbered(columns: Mapping[str, int], longest: int) -> tuple[Mapping[str, int], list[_Size]]:
    """The codes of the tokens of the terms, and for each size the runs with which terms begin."""
    terms = [term.split(" ") for term in columns]
    tokens = {token: code for code, token in enumerate(dict.fromkeys(chain.from_iterable(terms)))}
    runs, keys, sizes = tokens, list(range(len(tokens))), []
    for size in range(1, longest + 1):
        if size > 1:
            longer = {" ".join(term[:size]) for term in terms if len(term) >= size}
            parts = (run.rpartition(" ") for run in longer)
            keyed = sorted((runs[head] * len(tokens) + tokens[tail], f"{head} {tail}") for head, _, tail in parts)
            keys, runs = [key for key, _ in keyed], {run: code for code, (_, run) in enumerate(keyed)}
        places = np.array([columns.get(run, UNKNOWN) for run in runs], np.int32)
        sizes.append(_Size(np.array([*keys, NO_KEY], np.int64), places))
    return tokens, sizes
