"""The tables that `dvc plots` draws of both models on validation, aggregates alone."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.metrics import Labels, f1_by_label, precision_recall_points, reliability_bins
from retrain.ml_configuration import Role, Task
from retrain.model.predictions import Predictions

Floats = NDArray[np.float64]
RECALL_STEPS = 100


def f1_table(truth: Labels, predictions: Mapping[str, Predictions]) -> pd.DataFrame:
    """One row a label and model: label, support, model, f1."""
    labels, counts = np.unique(truth, return_counts=True)
    f1 = {role: f1_by_label(truth, by_model.prediction) for role, by_model in predictions.items()}
    rows = [
        {"label": label, "support": str(count), "model": role, "f1": f"{f1[role][label]:.6f}"}
        for label, count in zip(labels, counts, strict=True)
        for role in predictions
    ]
    return pd.DataFrame(rows)


def month_table(rows: pd.DataFrame, truth: Labels, labels: Mapping[str, Labels], task: Task) -> pd.DataFrame:
    """One row a month and model: month, model, rows, accuracy; empty without a time column."""
    time = task.column_name(Role.TIME)
    if time is None:
        return pd.DataFrame(columns=["month", "model", "rows", "accuracy"])
    right = pd.DataFrame({role: predicted == truth for role, predicted in labels.items()})
    right = right.astype(float).assign(month=rows[time].str[: len("2024-02")])
    by_month = right.melt("month", var_name="model", value_name="right").groupby(["month", "model"])["right"]
    table = by_month.agg(rows="size", accuracy="mean").reset_index()
    return table.assign(accuracy=_formatted(table["accuracy"]))


def confusion_table(truth: Labels, predictions: Mapping[str, Predictions]) -> pd.DataFrame:
    """One row a model and pair of labels that occurs: model, truth, answer, rows, share.

    The answer is the predicted label, and the share that of the rows with this truth.
    """

    def count_pairs(by_model: Predictions) -> pd.DataFrame:
        pairs = pd.DataFrame({"truth": truth, "answer": by_model.prediction})
        counts = pairs.groupby(["truth", "answer"]).size().rename("rows").reset_index()
        support = counts.groupby("truth")["rows"].transform("sum")
        return counts.assign(share=_formatted(counts["rows"] / support))

    return _for_each_model(count_pairs, predictions)


def reliability_table(truth: Labels, predictions: Mapping[str, Predictions]) -> pd.DataFrame:
    """One row a model and bin of equally many rows: model, confidence, right, rows.

    `right` is the share of right predictions. Rows on which the model abstains are left out.
    """

    def bin_confidence(by_model: Predictions) -> pd.DataFrame:
        predicted = ~by_model.abstained
        confidence = by_model.probability_of(by_model.prediction)
        right = by_model.prediction == truth
        bins = reliability_bins(confidence[predicted], right[predicted])
        table = pd.DataFrame([each.model_dump() for each in bins], columns=["confidence", "right", "rows"])
        for name in ("confidence", "right"):
            table[name] = _formatted(table[name])
        return table

    return _for_each_model(bin_confidence, predictions)


def precision_recall_table(truth: Labels, predictions: Mapping[str, Predictions], task: Task) -> pd.DataFrame:
    """At most 101 rows a model, one for each hundredth of recall: model, recall, precision.

    For a binary task they are those of the positive class, by its probability. For others, those of
    all predictions, the most confident first: precision is the share of right ones among those so
    far, recall their number as a share of all rows.
    """

    def curve(by_model: Predictions) -> pd.DataFrame:
        is_binary = task.positive is not None
        scored = np.full_like(truth, task.positive) if is_binary else by_model.prediction
        hit = truth == scored
        points = _thinned_curve(by_model.probability_of(scored), hit, int(hit.sum()) if is_binary else len(truth))
        return pd.DataFrame(points).apply(_formatted)

    return _for_each_model(curve, predictions)


def _thinned_curve(score: Floats, hit: NDArray[np.bool_], total: int) -> dict[str, Floats]:
    """Recall and precision at the first score that reaches each hundredth of recall."""
    precision, recall = precision_recall_points(score, hit, total)
    _, first = np.unique(np.floor(recall * RECALL_STEPS), return_index=True)
    return {"recall": recall[first], "precision": precision[first]}


def _for_each_model(
    table: Callable[[Predictions], pd.DataFrame], predictions: Mapping[str, Predictions]
) -> pd.DataFrame:
    tables = [table(by_model) for by_model in predictions.values()]
    return pd.concat(tables, keys=predictions, names=["model", None]).reset_index(level="model")


def _formatted(values: pd.Series) -> pd.Series:
    return values.map("{:.6f}".format)
