"""Selects the rows that are most useful to label."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from retrain.labelling.annotation import SelectionReason

NEAR_DUPLICATE = 0.9
RANDOM_SHARE = 0.1
LABEL_SHARE = 0.2
CANDIDATES = 50
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pool:
    """The rows to select from, as in pool-based active learning.

    Attributes:
        texts: (n,) what an annotator would read.
        predictions: (n,) the labels that the model predicts.
        margins: (n,) see `margins`.
        labelled: (n,) whether a row has a label.
    """

    texts: list[str]
    predictions: NDArray[np.object_]
    margins: Floats
    labelled: NDArray[np.bool_]


def margins(probabilities: Floats, label_columns: NDArray[np.int64]) -> Floats:
    """The probability of each row's label minus the highest of the others, (n,), from -1 to 1.

    A row without a label takes its predicted one. Below 0 the model predicts another label than the
    row has. Northcutt, Jiang and Chuang, Confident Learning, 2021 (normalised margin); for rows
    without a label it is margin sampling, Scheffer et al. 2001.

    Args:
        probabilities: (n, k) of the model.
        label_columns: (n,) the column of each row's label, -1 where it has none.
    """
    rows = np.arange(len(label_columns))
    columns = np.where(label_columns < 0, probabilities.argmax(axis=1), label_columns)
    others = probabilities.copy()
    others[rows, columns] = -np.inf
    result: Floats = probabilities[rows, columns] - np.maximum(others.max(axis=1), 0.0)
    return result


def select_rows(pool: Pool, rows: int, seed: int) -> dict[int, SelectionReason]:
    """The index of each selected row -> the reason, the most useful first.

    Nine in ten have the smallest margins, among rows without a label and rows whose label the model
    contradicts. At most a fifth of them share a predicted label (an equal share where there are
    fewer than five labels), and of texts that are nearly equal (cosine of their TF-IDF of letter
    trigrams) only one is selected. The others are drawn at random from all rows, so that they give
    unbiased estimates of the share of wrong predictions and of wrong labels.

    Args:
        pool: the rows to select from.
        rows: how many to select; all of the pool if it has fewer.
        seed: of the random draw.
    """
    random_rows = ceil(rows * RANDOM_SHARE)
    order = np.argsort(pool.margins, kind="stable")
    useful = order[~pool.labelled[order] | (pool.margins[order] < 0)][: CANDIDATES * rows]
    selected = dict.fromkeys(_diverse(pool, useful, rows - random_rows), SelectionReason.UNLABELLED)
    selected.update({row: SelectionReason.DOUBTFUL for row in selected if pool.labelled[row]})
    shuffled = np.random.default_rng(seed).permutation(len(pool.texts)).tolist()
    others = [row for row in shuffled if row not in selected]
    return selected | dict.fromkeys(others[:random_rows], SelectionReason.RANDOM)


def _diverse(pool: Pool, useful: NDArray[np.int64], rows: int) -> Iterator[int]:
    """The first useful rows, without near-duplicates, within the share of each predicted label."""
    labels = max(1, len(set(pool.predictions)))
    limit = ceil(rows * max(LABEL_SHARE, 1 / labels))
    counts: Counter[str] = Counter()
    for row in _without_near_duplicates(pool.texts, useful.tolist()):
        if counts.total() == rows:
            return
        if counts[pool.predictions[row]] < limit:
            counts[pool.predictions[row]] += 1
            yield row


def _without_near_duplicates(texts: list[str], rows: list[int]) -> Iterator[int]:
    """The rows in their order, without those whose text is nearly that of an earlier one."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not rows:
        return
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)
    vectors = vectorizer.fit_transform([texts[row] for row in rows])
    duplicate = np.zeros(len(rows), dtype=bool)
    for position, row in enumerate(rows):
        if not duplicate[position]:
            duplicate |= vectors @ vectors[position].toarray().ravel() > NEAR_DUPLICATE
            yield row
