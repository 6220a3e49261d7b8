"""Text as weighted terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from retrain.featurizers.array_files import Array
from retrain.featurizers.featurizer import Document, Featurizer, Layout, Learnt
from retrain.ml_configuration.enums import FeaturizerKind, Role
from retrain.ml_configuration.problems import InputProblem

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

BETWEEN_COLUMNS = "\n "


class Tfidf(Featurizer):
    """TF-IDF of scikit-learn's `TfidfVectorizer`: lower case, smoothed idf, rows of Euclidean length 1.

    Attributes:
        analyzer: terms are runs of words, or of characters inside words.
        min_ngram: words or characters in the shortest term.
        max_ngram: words or characters in the longest term.
        min_groups: a term from fewer distinct groups does not enter the vocabulary, so that no name or number of
            one customer does.
        max_features: the vocabulary keeps at most so many terms, those of the most groups; None keeps all.
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
        from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

        vectorizer = CountVectorizer(**self._analysis, min_df=self.min_groups)
        try:
            counts = vectorizer.fit_transform(self._texts(records))
        except ValueError as error:
            raise self._nothing_to_learn() from error
        kept = self._kept(_group_spread(counts, groups))
        idf = TfidfTransformer().fit(counts[:, kept]).idf_
        return Learnt({"terms": tuple(vectorizer.get_feature_names_out()[kept].tolist())}, {"idf": idf})

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
        from sklearn.feature_extraction.text import TfidfVectorizer

        vocabulary = {term: position for position, term in enumerate(learnt.document["terms"])}
        vectorizer = TfidfVectorizer(**self._analysis, vocabulary=vocabulary, sublinear_tf=self.sublinear)
        vectorizer.idf_ = learnt.arrays["idf"]
        return lambda records: self._weights(vectorizer, records)

    @property
    def _analysis(self) -> dict[str, Any]:
        return {"analyzer": self.analyzer, "ngram_range": (self.min_ngram, self.max_ngram), "dtype": np.float32}

    def _texts(self, records: pd.DataFrame) -> list[str]:
        cells = (records[column].tolist() for column in self.columns)
        return [BETWEEN_COLUMNS.join(row) for row in zip(*cells, strict=True)]

    def _weights(self, vectorizer: TfidfVectorizer, records: pd.DataFrame) -> csr_matrix:
        from scipy.sparse import csr_matrix

        if len(records) == 0:
            return csr_matrix(np.empty((0, len(vectorizer.vocabulary)), np.float32))
        return csr_matrix(vectorizer.transform(self._texts(records)))

    def _kept(self, spread: NDArray[np.int64]) -> NDArray[np.intp]:
        candidates = np.flatnonzero(spread >= self.min_groups)
        if not candidates.size:
            raise self._nothing_to_learn()
        most_spread = np.argsort(-spread[candidates], kind="stable")[: self.max_features]
        return np.sort(candidates[most_spread])

    def _nothing_to_learn(self) -> InputProblem:
        return InputProblem(
            f"no term of the text columns {', '.join(map(repr, self.columns))} occurs in {self.min_groups} groups of "
            "the training records; lower `min_groups` in conf/featurizers, or train on more records"
        )


def _group_spread(counts: csr_matrix, groups: NDArray[np.object_]) -> NDArray[np.int64]:
    """The number of distinct groups in which each term occurs, shape (d,)."""
    from scipy.sparse import csr_matrix

    codes = np.unique(groups, return_inverse=True)[1]
    incidence = csr_matrix((np.ones(len(codes), np.float32), (codes, np.arange(len(codes)))))
    spread: NDArray[np.int64] = (incidence @ counts).getnnz(axis=0)
    return spread
