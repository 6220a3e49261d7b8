"""The classifier two-sample test (Lopez-Paz and Oquab 2017): samples that a classifier tells apart differ."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse, stats

from retrain.drift.cells import NUMBERS
from retrain.drift.shifts import SEED
from retrain.ml_configuration import Role, Task

MOST_ROWS = 5_000
HASHES = 2**14
ITERATIONS = 1_000
DECIMALS = 6


@dataclass(frozen=True)
class Separation:
    """The AUC on rows that the classifier was not fitted on, and the one-sided p-value that it can only guess."""

    auc: float
    p_value: float


def two_sample_classifier(then: pd.DataFrame, since: pd.DataFrame, task: Task) -> Separation:
    """How well a logistic regression tells two samples of a task's rows apart by their features.

    It is fitted on a random half of at most 5,000 rows a sample and judged on the other half. Those
    rows had no part in the fit, so that the Mann-Whitney test of their scores holds.
    """
    generator = np.random.default_rng(SEED)
    (fitted_then, judged_then), (fitted_since, judged_since) = (_halves(side, generator) for side in (then, since))
    later = np.repeat([False, True], [len(fitted_then), len(fitted_since)])
    judged = pd.concat([judged_then, judged_since])
    scores = _scores(pd.concat([fitted_then, fitted_since]), later, judged, task)
    of_then, of_since = scores[: len(judged_then)], scores[len(judged_then) :]
    found = stats.mannwhitneyu(of_since, of_then, alternative="greater")
    return Separation(float(found.statistic) / (len(of_since) * len(of_then)), float(found.pvalue))


def _scores(fitted: pd.DataFrame, later: np.ndarray, judged: pd.DataFrame, task: Task) -> np.ndarray:
    """How much each judged row looks like the later ones among the fitted, (rows,)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(solver="liblinear", dual=True, max_iter=ITERATIONS, random_state=SEED)
    model.fit(_features(fitted, task), later)
    scores = model.decision_function(_features(judged, task))
    return np.asarray(np.round(scores, DECIMALS))


def _halves(side: pd.DataFrame, generator: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    chosen = generator.permutation(len(side))[:MOST_ROWS]
    half = len(chosen) // 2
    return side.iloc[chosen[:half]], side.iloc[chosen[half:]]


def _features(rows: pd.DataFrame, task: Task) -> Any:  # noqa: ANN401
    """Hashed words of all texts, hashed categories, and numbers as ranks from 0 to 1; a CSR matrix, (rows, d)."""
    from sklearn.feature_extraction import FeatureHasher
    from sklearn.feature_extraction.text import HashingVectorizer

    words, categories = task.column_names(Role.TEXT), task.column_names(Role.CATEGORY)
    texts = [" ".join(row) for row in _rows(rows, words)]
    pairs = [[f"{name}={cell}" for name, cell in zip(categories, row, strict=True)] for row in _rows(rows, categories)]
    blocks = (
        HashingVectorizer(n_features=HASHES, alternate_sign=False).transform(texts),
        FeatureHasher(HASHES, input_type="string", alternate_sign=False).transform(pairs),
        _ranks(rows, task),
    )
    return sparse.hstack(blocks, format="csr")


def _rows(rows: pd.DataFrame, columns: tuple[str, ...]) -> list[list[str]]:
    return rows[list(columns)].to_numpy(dtype=object).tolist()


def _ranks(rows: pd.DataFrame, task: Task) -> np.ndarray:
    """The place of each number among those of all rows, (rows, columns)."""
    numbers = [NUMBERS[each.role](rows[each.name].tolist()) for each in task.columns if each.role in NUMBERS]
    ranks = stats.rankdata(np.array(numbers).reshape(len(numbers), len(rows)), axis=1)
    return np.asarray(ranks.T / len(rows))
