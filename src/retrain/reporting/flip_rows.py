"""The flipped rows that the page may show, with the top terms of each prediction."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from retrain.ml_configuration import Role, Task, paths
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.report import RecordText
from retrain.workspace.csv_tables import TableColumns, read_parts, read_table, to_table
from retrain.workspace.formulas import unescape_formula

if TYPE_CHECKING:
    from retrain.model.classifier import Classifier

MAX_ROWS = 100
MAX_TERMS = 5


def flip_counts() -> dict[str, int]:
    """The number of rows of each change."""
    counts = read_table(paths.FLIPS, ["change"])["change"].value_counts()
    return {str(change): int(number) for change, number in counts.sort_index().items()}


def flip_rows_for_report(text: RecordText, task: Task) -> list[dict[str, str]]:
    """At most 100 rows of each change, the worst first, with text and top terms where allowed.

    Only rows of the recent holdout are among them.
    """
    if text is RecordText.NONE:
        return []
    parts = [part.groupby("change").head(MAX_ROWS) for part in read_parts(paths.FLIPS)]
    rows = pd.concat(parts).groupby("change").head(MAX_ROWS).map(unescape_formula)
    if text is RecordText.EXCERPT and len(rows):
        rows = rows.assign(**_texts(rows, task))
    return [{str(name): cell for name, cell in row.items()} for row in rows.to_dict("records")]


def top_terms(model: Classifier, raw: pd.DataFrame, predictions: Iterable[str], task: Task) -> list[str]:
    """For each record the five terms that contribute most to its prediction; "" where none does.

    A contribution is weight x feature minus its mean over all labels. It is exact for networks
    that sum their sparse features (linear, wide, ensemble); other networks get no terms.

    Args:
        model: the model that predicted.
        raw: n raw records.
        predictions: (n,) labels, by today's names.
        task: of today.
    """
    from scipy.sparse import issparse

    from retrain.inference import FORWARD_PASSES, SPARSE_WEIGHT
    from retrain.model.feature_files import join_blocks

    records = _adapted(model, raw)
    arrays = {name: featurizer.transform(records) for name, featurizer in model.featurizers.items()}
    sparse = join_blocks(arrays, len(raw))[0]
    if model.recipe.network.name not in FORWARD_PASSES or not sparse.shape[1]:
        return [""] * len(raw)
    blocks = [model.featurizers[name] for name in sorted(arrays) if issparse(arrays[name])]
    terms = np.array([term for block in blocks for term in block.feature_names], dtype=object)
    weights = model.tensors[SPARSE_WEIGHT]
    contributions = weights - weights.mean(axis=1, keepdims=True)
    labels = [task.label_changes.renamed.get(label, label) for label in model.labels]
    indices = {label: index for index, label in enumerate(labels)}
    top = [""] * len(raw)
    for position, (row, label) in enumerate(zip(sparse, predictions, strict=True)):
        if label in indices:
            of_label = row.data * contributions[row.indices, indices[label]]
            top[position] = _largest(terms[row.indices], of_label)
    return top


def _largest(terms: np.ndarray, contributions: np.ndarray) -> str:
    order = np.argsort(-contributions, kind="stable")[:MAX_TERMS]
    return ", ".join(terms[index] for index in order if contributions[index] > 0)


def _adapted(model: Classifier, raw: pd.DataFrame) -> Columns:
    return model.adapters.adapt(TableColumns(raw), need_label=False)


def _texts(rows: pd.DataFrame, task: Task) -> dict[str, list[str]]:
    from retrain.model.classifier import Classifier
    from retrain.model.production_model import comparable, load_production

    raw = _rows_with_ids(paths.RAW_RECORDS, task.column_name(Role.ID) or "id", rows["id"])
    retrained = Classifier.load(paths.RETRAINED)
    legacy = comparable(load_production(), task)
    texts = to_table(_adapted(retrained, raw))[list(task.column_names(Role.TEXT))].agg(" ".join, axis=1)
    terms = {"retrained_words": top_terms(retrained, raw, rows["retrained"], task)}
    if legacy is not None:
        terms["legacy_words"] = top_terms(legacy, raw, rows["legacy"], task)
    return {"text": texts.tolist(), **terms}


def _rows_with_ids(path: Path, id_column: str, ids: pd.Series) -> pd.DataFrame:
    """The rows with these ids, in their order, without reading the whole table into memory."""
    wanted = set(ids)
    rows = pd.concat([part[part[id_column].isin(wanted)] for part in read_parts(path)])
    return rows.set_index(id_column, drop=False).loc[ids].reset_index(drop=True)
