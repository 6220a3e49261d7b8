"""The classifier two-sample test: samples that a classifier can separate differ.

Lopez-Paz and Oquab, Revisiting Classifier Two-Sample Tests, 2017.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse, stats

from retrain.drift.numeric_values import NUMERIC_VALUES
from retrain.drift.shifts import SEED
from retrain.ml_configuration import Role, Task

MAX_ROWS = 5_000
HASHES = 2**14
ITERATIONS = 1_000
DECIMALS = 6


@dataclass(frozen=True)
class ClassifierTest:
    """The AUC on rows that were not fitted, and the one-sided p-value of guessing."""

    auc: float
    p_value: float


def classifier_two_sample_test(reference: pd.DataFrame, current: pd.DataFrame, task: Task) -> ClassifierTest:
    """How well a logistic regression separates two samples of a task's rows by their features.

    It is fitted on a random half of at most 5,000 rows a sample and evaluated on the other half,
    which has no part in the fit, so that the Mann-Whitney test of its scores is valid.
    """
    generator = np.random.default_rng(SEED)
    fit_reference, test_reference = _random_halves(reference, generator)
    fit_current, test_current = _random_halves(current, generator)
    is_current = np.repeat([False, True], [len(fit_reference), len(fit_current)])
    test_rows = pd.concat([test_reference, test_current])
    scores = _scores(pd.concat([fit_reference, fit_current]), is_current, test_rows, task)
    of_reference = scores[: len(test_reference)]
    of_current = scores[len(test_reference) :]
    test = stats.mannwhitneyu(of_current, of_reference, alternative="greater")
    auc = float(test.statistic) / (len(of_current) * len(of_reference))
    return ClassifierTest(auc, float(test.pvalue))


def _scores(fit_rows: pd.DataFrame, is_current: np.ndarray, test_rows: pd.DataFrame, task: Task) -> np.ndarray:
    """The score of each test row, (rows,): the higher, the more it resembles the current rows."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(solver="liblinear", dual=True, max_iter=ITERATIONS, random_state=SEED)
    model.fit(_features(fit_rows, task), is_current)
    scores = model.decision_function(_features(test_rows, task))
    return np.asarray(np.round(scores, DECIMALS))


def _random_halves(sample: pd.DataFrame, generator: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    positions = generator.permutation(len(sample))[:MAX_ROWS]
    half = len(positions) // 2
    return sample.iloc[positions[:half]], sample.iloc[positions[half:]]


def _features(rows: pd.DataFrame, task: Task) -> Any:  # noqa: ANN401
    """Hashed words and categories, and ranks of numbers; a CSR matrix, (rows, d)."""
    from sklearn.feature_extraction import FeatureHasher
    from sklearn.feature_extraction.text import HashingVectorizer

    categories = task.column_names(Role.CATEGORY)
    texts = [" ".join(cells) for cells in _cells_by_row(rows, task.column_names(Role.TEXT))]
    pairs = [
        [f"{name}={cell}" for name, cell in zip(categories, cells, strict=True)]
        for cells in _cells_by_row(rows, categories)
    ]
    blocks = (
        HashingVectorizer(n_features=HASHES, alternate_sign=False).transform(texts),
        FeatureHasher(HASHES, input_type="string", alternate_sign=False).transform(pairs),
        _ranks(rows, task),
    )
    return sparse.hstack(blocks, format="csr")


def _cells_by_row(rows: pd.DataFrame, columns: tuple[str, ...]) -> list[list[str]]:
    return rows[list(columns)].to_numpy(dtype=object).tolist()


def _ranks(rows: pd.DataFrame, task: Task) -> np.ndarray:
    """The rank of each number among those of all rows, (rows, columns), from 0 to 1."""
    columns = [column for column in task.columns if column.role in NUMERIC_VALUES]
    values = [NUMERIC_VALUES[column.role](rows[column.name].tolist()) for column in columns]
    ranks = stats.rankdata(np.array(values).reshape(len(values), len(rows)), axis=1)
    return np.asarray(ranks.T / len(rows))
