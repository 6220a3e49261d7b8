"""Text as weighted terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from retrain.featurizers.array_files import Array
from retrain.featurizers.character_ngrams import CharacterNgrams
from retrain.featurizers.featurizer import Document, Featurizer, FittedFeaturizer, Layout, Learnt, ReadRow, SparseRow
from retrain.featurizers.ngrams import Analyzer, Reader, Terms, occurrences
from retrain.featurizers.ragged import UNKNOWN, counted, of_arrays
from retrain.featurizers.weights import inverse_frequency, weigh, weighed_row
from retrain.featurizers.word_ngrams import WordNgrams
from retrain.featurizers.words import Words, encode, members
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

ANALYZERS: dict[str, type[Analyzer]] = {"word": WordNgrams, "char_wb": CharacterNgrams}
READERS: WeakKeyDictionary[Learnt, Reader] = WeakKeyDictionary()
BETWEEN_COLUMNS = "\n "
FEW = 64


class Tfidf(Featurizer):
    """TF-IDF to the last bit as scikit-learn's `TfidfVectorizer`: lower case, smoothed idf, rows of Euclidean length 1.

    Each distinct word is analysed once, which makes it many times faster.

    Attributes:
        analyzer: terms are runs of words, or of characters inside words.
        min_ngram: words or characters in the shortest term.
        max_ngram: words or characters in the longest term.
        min_groups: a term from fewer distinct groups does not enter the vocabulary, so that no name
            or number of one customer does.
        max_features: the vocabulary keeps at most so many terms, those of the most groups; None
            keeps all.
        sublinear: a term that occurs c times in a record counts 1 + ln(c) instead of c.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.TFIDF
    role: ClassVar[Role] = Role.TEXT
    analyzer: Literal["word", "char_wb"]
    min_ngram: Annotated[int, Field(ge=1)]
    max_ngram: Annotated[int, Field(ge=1, le=10)]
    min_groups: Annotated[int, Field(ge=1)]
    max_features: Annotated[int, Field(ge=1)] | None = None
    sublinear: bool

    @model_validator(mode="after")
    def _ngrams_ascend(self) -> Self:
        if self.min_ngram > self.max_ngram:
            raise ValueError(f"min_ngram {self.min_ngram} is above max_ngram {self.max_ngram}; swap them")
        return self

    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """The vocabulary in alphabetical order (`terms`) and the idf of each term (`idf`, float32)."""
        return self._learnt(encode(self._texts(records)), groups)[0]

    def fit_transform(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> tuple[FittedFeaturizer, Array]:
        """The fitted featurizer and the features of its training records, each text analysed once."""
        learnt, counts = self._learnt(encode(self._texts(records)), groups)
        return FittedFeaturizer(self, learnt), self._weighted(counts, learnt)

    @property
    def lists(self) -> tuple[str, ...]:
        """The terms."""
        return ("terms",)

    def layout(self, document: Document) -> Layout:
        """One idf a term."""
        return {"idf": (np.float32, (len(document["terms"]),))}

    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """The terms."""
        return learnt.document["terms"]

    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to a CSR matrix of float32, shape (n, terms)."""
        reader, width = self._reader(learnt), len(learnt.document["terms"])

        def transform(records: pd.DataFrame) -> csr_matrix:
            texts = self._texts(records)
            found = [of_arrays(list(map(reader.one, texts)))] if len(texts) <= FEW else reader.many(encode(texts))
            return self._weighted((run.counts(width) for run in found), learnt)

        return transform

    def row(self, learnt: Learnt) -> ReadRow:
        """The weights of the terms of one record."""
        reader, idf = self._reader(learnt), learnt.arrays["idf"]

        def read(record: Mapping[str, str]) -> SparseRow:
            text = BETWEEN_COLUMNS.join([record[column] for column in self.columns])
            columns, counts = counted(reader.one(text))
            return SparseRow(columns, weighed_row(counts, idf.take(columns), sublinear=self.sublinear))

        return read

    def _reader(self, learnt: Learnt) -> Reader:
        """One reader of what was learnt, whether one record is read or many."""
        if learnt not in READERS:
            READERS[learnt] = self._analyzer.reader(_columns(learnt.document["terms"]))
        return READERS[learnt]

    @property
    def _analyzer(self) -> Analyzer:
        return ANALYZERS[self.analyzer](self.min_ngram, self.max_ngram)

    def _texts(self, records: pd.DataFrame) -> tuple[str, ...]:
        cells = (records[column].tolist() for column in self.columns)
        return tuple(map(BETWEEN_COLUMNS.join, zip(*cells, strict=True)))

    def _learnt(self, words: Words, groups: NDArray[np.object_]) -> tuple[Learnt, list[csr_matrix]]:
        terms = self._analyzer.terms(words, members(groups), self.min_groups)
        order = self._order(terms)
        columns = np.full(len(terms.names), UNKNOWN, np.int32)
        columns[order] = np.arange(len(order))
        counts = [run.counts(len(order)) for run in terms.texts(columns)]
        idf = inverse_frequency(len(words.texts), occurrences(counts, len(order)))
        return Learnt({"terms": tuple(terms.names[position] for position in order.tolist())}, {"idf": idf}), counts

    def _order(self, terms: Terms) -> NDArray[np.intp]:
        if not terms.names:
            raise self._nothing_to_learn()
        alphabetical = np.array(sorted(range(len(terms.names)), key=terms.names.__getitem__))
        most_spread = np.argsort(-terms.spread[alphabetical], kind="stable")[: self.max_features]
        return alphabetical[np.sort(most_spread)]

    def _weighted(self, counts: Iterable[csr_matrix], learnt: Learnt) -> csr_matrix:
        from scipy.sparse import vstack

        runs = list(counts)
        for run in runs:
            weigh(run, learnt.arrays["idf"], sublinear=self.sublinear)
        return runs[0] if len(runs) == 1 else vstack(runs)

    def _nothing_to_learn(self) -> InputError:
        return InputError(
            f"no term of the text columns {', '.join(map(repr, self.columns))} occurs in {self.min_groups} groups of "
            "the training records; lower `min_groups` in conf/featurizers, or train on more records"
        )


def _columns(terms: tuple[str, ...]) -> dict[str, int]:
    return {term: column for column, term in enumerate(terms)}
