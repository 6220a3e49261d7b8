"""Which words drove an answer."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy.sparse import issparse

from retrain.adapters import adapt, build_adapters
from retrain.inference import FORWARD, SPARSE_WEIGHT
from retrain.ml_configuration import Task
from retrain.model.classifier import Classifier
from retrain.model.feature_files import join_blocks

WORDS = 5


def records_of(model: Classifier, raw: pd.DataFrame) -> pd.DataFrame:
    """Raw records as the model reads them."""
    return adapt(build_adapters(model.recipe.adapters), raw, model.recipe.task, need_label=False)


def driving_words(model: Classifier, raw: pd.DataFrame, answers: Iterable[str], task: Task) -> list[str]:
    """For each record the five terms that spoke most for its answer, the strongest first; "" where none did.

    A term speaks by its weight x feature, less the mean of that over all labels: exact where a
    network adds its sparse features up, as the linear, wide and ensemble ones do. Of other networks
    nothing is said.

    Args:
        model: which gave the answers.
        raw: n raw records.
        answers: (n,) labels, by today's names.
        task: of today.
    """
    records = records_of(model, raw)
    arrays = {name: featurizer.transform(records) for name, featurizer in model.featurizers.items()}
    sparse = join_blocks(arrays, len(records))[0]
    if model.recipe.network.name not in FORWARD or not sparse.shape[1]:
        return [""] * len(records)
    blocks = (model.featurizers[name].feature_names for name in sorted(arrays) if issparse(arrays[name]))
    names = np.array([name for block in blocks for name in block], dtype=object)
    weights = model.tensors[SPARSE_WEIGHT]
    spoken = weights - weights.mean(axis=1, keepdims=True)
    places = {task.label_changes.renamed.get(label, label): place for place, label in enumerate(model.labels)}
    return [
        _strongest(names[row.indices], row.data * spoken[row.indices, places[answer]]) if answer in places else ""
        for row, answer in zip(sparse, answers, strict=True)
    ]


def _strongest(terms: np.ndarray, spoken: np.ndarray) -> str:
    return ", ".join(terms[place] for place in np.argsort(-spoken, kind="stable")[:WORDS] if spoken[place] > 0)
