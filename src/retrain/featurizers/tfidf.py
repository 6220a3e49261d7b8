"""Text as TF-IDF features."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from retrain.featurizers.array_files import Array
from retrain.featurizers.character_ngrams import CharacterNgrams
from retrain.featurizers.featurizer import (
    Featurizer,
    FittedFeaturizer,
    FittedState,
    Layout,
    RowTransform,
    SparseRow,
    TextLists,
)
from retrain.featurizers.ngrams import Analyzer, Reader, Terms, Words, column_frequency, encode_words, group_members
from retrain.featurizers.ragged import UNKNOWN, Ragged, from_arrays
from retrain.featurizers.tfidf_weights import count_codes, inverse_frequency, tfidf_inplace, tfidf_row
from retrain.featurizers.word_ngrams import WordNgrams
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

ANALYZERS: dict[str, type[Analyzer]] = {"word": WordNgrams, "char_wb": CharacterNgrams}
READERS: WeakKeyDictionary[FittedState, Reader] = WeakKeyDictionary()
COLUMN_SEPARATOR = "\n "
FEW_TEXTS = 64


class Tfidf(Featurizer):
    """The features of scikit-learn's `TfidfVectorizer`, to the last bit.

    That is lower case, smoothed idf and rows of Euclidean length 1. Each distinct word is analysed
    once, which makes it many times faster.

    Attributes:
        analyzer: terms are runs of words, or of characters inside words.
        min_ngram: words or characters in the shortest term.
        max_ngram: words or characters in the longest term.
        min_groups: a term from fewer distinct groups stays out of the vocabulary, as names and
            numbers of single customers do.
        max_features: the vocabulary keeps at most so many terms, those in the most groups; None
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

    def fit_state(self, records: Columns, groups: NDArray[np.object_]) -> FittedState:
        """The vocabulary, sorted (`terms`), and the idf of each term (`idf`, float32)."""
        return self._fit(encode_words(self._texts(records)), groups)[0]

    def fit_transform(self, records: Columns, groups: NDArray[np.object_]) -> tuple[FittedFeaturizer, Array]:
        """The fitted featurizer and its features of the training records, in one pass."""
        state, counts = self._fit(encode_words(self._texts(records)), groups)
        return FittedFeaturizer(self, state), self._weighted(counts, state)

    @property
    def list_names(self) -> tuple[str, ...]:
        """The terms."""
        return ("terms",)

    def layout(self, text_lists: TextLists) -> Layout:
        """One idf a term."""
        return {"idf": (np.float32, (len(text_lists["terms"]),))}

    def feature_names(self, state: FittedState) -> tuple[str, ...]:
        """The terms."""
        return state.text_lists["terms"]

    def batch_transform(self, state: FittedState) -> Callable[[Columns], Array]:
        """A function from n records to a CSR matrix of float32, shape (n, terms)."""
        reader = self._reader(state)
        width = len(state.text_lists["terms"])

        def transform(records: Columns) -> csr_matrix:
            texts = self._texts(records)
            columns: Iterable[Ragged]
            if len(texts) <= FEW_TEXTS:
                columns = [from_arrays(list(map(reader.read_text, texts)))]
            else:
                columns = reader.read_texts(encode_words(texts))
            return self._weighted((chunk.counts(width) for chunk in columns), state)

        return transform

    def row_transform(self, state: FittedState) -> RowTransform:
        """The weights of the terms of one record."""
        reader = self._reader(state)
        idf = state.arrays["idf"]

        def read(record: Mapping[str, str]) -> SparseRow:
            text = COLUMN_SEPARATOR.join([record[column] for column in self.columns])
            columns, counts = count_codes(reader.read_text(text))
            weights = tfidf_row(counts, idf.take(columns), sublinear=self.sublinear)
            return SparseRow(columns, weights)

        return read

    def _reader(self, state: FittedState) -> Reader:
        """The reader of a fitted state, shared by `batch_transform` and `row_transform`."""
        if state not in READERS:
            columns = {term: column for column, term in enumerate(state.text_lists["terms"])}
            READERS[state] = self._analyzer.reader(columns)
        return READERS[state]

    @property
    def _analyzer(self) -> Analyzer:
        return ANALYZERS[self.analyzer](self.min_ngram, self.max_ngram)

    def _texts(self, records: Columns) -> tuple[str, ...]:
        cells = (records[column] for column in self.columns)
        return tuple(map(COLUMN_SEPARATOR.join, zip(*cells, strict=True)))

    def _fit(self, words: Words, groups: NDArray[np.object_]) -> tuple[FittedState, list[csr_matrix]]:
        """The fitted state, and the counts of its terms in chunks of texts."""
        terms = self._analyzer.terms(words, group_members(groups), self.min_groups)
        order = self._order(terms)
        columns = np.full(len(terms.names), UNKNOWN, np.int32)
        columns[order] = np.arange(len(order))
        counts = [chunk.counts(len(order)) for chunk in terms.encode_texts(columns)]
        idf = inverse_frequency(len(words.texts), column_frequency(counts, len(order)))
        names = tuple(terms.names[position] for position in order.tolist())
        return FittedState({"terms": names}, {"idf": idf}), counts

    def _order(self, terms: Terms) -> NDArray[np.intp]:
        if not terms.names:
            columns = ", ".join(map(repr, self.columns))
            raise InputError(
                f"no term of the text columns {columns} occurs in {self.min_groups} groups of the "
                "training records; lower `min_groups` in conf/featurizers, or train on more records"
            )
        alphabetical = np.array(sorted(range(len(terms.names)), key=terms.names.__getitem__))
        by_frequency = np.argsort(-terms.group_frequency[alphabetical], kind="stable")
        return alphabetical[np.sort(by_frequency[: self.max_features])]

    def _weighted(self, counts: Iterable[csr_matrix], state: FittedState) -> csr_matrix:
        from scipy.sparse import vstack

        chunks = list(counts)
        for chunk in chunks:
            tfidf_inplace(chunk, state.arrays["idf"], sublinear=self.sublinear)
        return chunks[0] if len(chunks) == 1 else vstack(chunks)
