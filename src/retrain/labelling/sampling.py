"""Which rows a person should look at."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from retrain.labelling.annotation import Why

ALIKE = 0.9
RANDOM_SHARE = 0.1
LABEL_SHARE = 0.2
WEIGHED = 50


@dataclass(frozen=True)
class Pool:
    """The rows to choose from.

    Attributes:
        texts: (n,) what a person would read.
        predictions: (n,) the model's answers.
        margins: (n,) see `margins`.
        labelled: (n,) whether a row has a label.
    """

    texts: list[str]
    predictions: NDArray[np.object_]
    margins: NDArray[np.float64]
    labelled: NDArray[np.bool_]


def margins(probabilities: NDArray[np.float64], places: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far each row's label is ahead of the next one, (n,), from -1 to 1; of a row without a label, the answer.

    Below 0 the model answers something else than the label says. Northcutt, Jiang and Chuang,
    Confident Learning, 2021 (normalised margin); for rows without a label it is margin sampling,
    Scheffer et al. 2001.

    Args:
        probabilities: (n, k) of the model.
        places: (n,) of each row's label among the k, -1 where it has none.
    """
    rows, named = np.arange(len(places)), np.where(places < 0, probabilities.argmax(axis=1), places)
    others = probabilities.copy()
    others[rows, named] = -np.inf
    ahead: NDArray[np.float64] = probabilities[rows, named] - np.maximum(others.max(axis=1), 0.0)
    return ahead


def choose(pool: Pool, rows: int, seed: int) -> dict[int, Why]:
    """Place of each chosen row -> why, the most useful first.

    Nine in ten are those of the smallest margins: rows without a label, and rows whose label the
    model contradicts. Of one predicted label come at most a fifth, or an equal share where there
    are fewer than five, and of rows whose texts are nearly equal (cosine of their TF-IDF of three
    letters) only one. The others are drawn from all rows, so that the share of wrong answers and
    labels can be told from them.

    Args:
        pool: the rows to choose from.
        rows: how many to choose; fewer where there are not so many.
        seed: of the draw.
    """
    at_random = ceil(rows * RANDOM_SHARE)
    order = np.argsort(pool.margins, kind="stable")
    useful = order[~pool.labelled[order] | (pool.margins[order] < 0)][: WEIGHED * rows]
    chosen = dict.fromkeys(_spread(pool, useful, rows - at_random), Why.UNLABELLED)
    chosen.update({place: Why.DOUBTFUL for place in chosen if pool.labelled[place]})
    drawn = (int(place) for place in np.random.default_rng(seed).permutation(len(pool.texts)))
    others = [place for place in drawn if place not in chosen]
    return chosen | dict.fromkeys(others[:at_random], Why.RANDOM)


def _spread(pool: Pool, useful: NDArray[np.int64], rows: int) -> Iterator[int]:
    """The first of the useful rows that are no near-duplicates and do not exceed their label's share."""
    most = ceil(rows * max(LABEL_SHARE, 1 / max(1, len(set(pool.predictions)))))
    counts: Counter[str] = Counter()
    for place in _unlike(pool.texts, useful.tolist()):
        if counts.total() == rows:
            return
        if counts[pool.predictions[place]] < most:
            counts[pool.predictions[place]] += 1
            yield place


def _unlike(texts: list[str], places: list[int]) -> Iterator[int]:
    """The places in their order, without those whose texts are nearly an earlier one's."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not places:
        return
    counted = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)
    vectors = counted.fit_transform([texts[place] for place in places])
    alike = np.zeros(len(places), dtype=bool)
    for number, place in enumerate(places):
        if not alike[number]:
            alike |= vectors @ vectors[number].toarray().ravel() > ALIKE
            yield place
