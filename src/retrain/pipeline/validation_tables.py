"""What `dvc plots` draws of both models on the validation rows: counts and curves, no row by itself."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.decision.calibration import reliability
from retrain.ml_configuration import Role, Task
from retrain.model.predictions import Answers
from retrain.pipeline.metrics import Labels, f1_by_label

STEPS = 100


def by_label(truth: Labels, answers: Mapping[str, Answers]) -> pd.DataFrame:
    """One row a label and model: label, support, model, f1."""
    names, counts = np.unique(truth, return_counts=True)
    f1 = {role: f1_by_label(truth, given.prediction) for role, given in answers.items()}
    rows = [
        {"label": label, "support": str(count), "model": role, "f1": f"{f1[role][label]:.6f}"}
        for label, count in zip(names, counts, strict=True)
        for role in answers
    ]
    return pd.DataFrame(rows)


def by_month(rows: pd.DataFrame, truth: Labels, answers: Mapping[str, Labels], task: Task) -> pd.DataFrame:
    """One row a month and model: month, model, rows, accuracy; none where the task has no time column."""
    time = task.column_name(Role.TIME)
    if time is None:
        return pd.DataFrame(columns=["month", "model", "rows", "accuracy"])
    right = pd.DataFrame({role: given == truth for role, given in answers.items()}).astype(float)
    by_row = right.assign(month=rows[time].str[: len("2024-02")]).melt("month", var_name="model", value_name="right")
    found = by_row.groupby(["month", "model"])["right"].agg(rows="size", accuracy="mean").reset_index()
    return found.assign(accuracy=_digits(found["accuracy"]))


def confusion(truth: Labels, answers: Mapping[str, Answers]) -> pd.DataFrame:
    """One row a model, truth and answer that occur: model, truth, answer, rows, share (of the rows of this truth)."""

    def counted(given: Answers) -> pd.DataFrame:
        pairs = pd.DataFrame({"truth": truth, "answer": given.prediction})
        counts = pairs.groupby(["truth", "answer"]).size().rename("rows").reset_index()
        return counts.assign(share=_digits(counts["rows"] / counts.groupby("truth")["rows"].transform("sum")))

    return _of_each(counted, answers)


def confidence(truth: Labels, answers: Mapping[str, Answers]) -> pd.DataFrame:
    """One row a model and bin of as many answered rows: model, confidence, right (the share of right answers), rows."""

    def binned(given: Answers) -> pd.DataFrame:
        said = ~given.abstained
        sure = given.probability_of(given.prediction)
        bins = reliability(sure[said], (given.prediction == truth)[said])
        table = pd.DataFrame([one.model_dump() for one in bins], columns=["confidence", "right", "rows"])
        return table.assign(confidence=_digits(table["confidence"]), right=_digits(table["right"]))

    return _of_each(binned, answers)


def precision_over_recall(truth: Labels, answers: Mapping[str, Answers], task: Task) -> pd.DataFrame:
    """At most 101 rows a model, one a hundredth of recall: model, recall, precision.

    Of the label that a binary task looks for, by its probability. Elsewhere of all answers, the
    most confident first: precision is the share of right ones among those given so far, recall
    their number as a share of all rows.
    """

    def curve(given: Answers) -> pd.DataFrame:
        if task.positive is None:
            found = _curve(given.probability_of(given.prediction), given.prediction == truth, len(truth))
        else:
            hit = truth == task.positive
            found = _curve(given.probability_of(np.full_like(truth, task.positive)), hit, int(hit.sum()))
        return pd.DataFrame({name: _digits(pd.Series(values)) for name, values in found.items()})

    return _of_each(curve, answers)


def _curve(score: NDArray[np.float64], hit: NDArray[np.bool_], of: int) -> dict[str, NDArray[np.float64]]:
    """Recall and precision of the rows whose score reaches each one that occurs, thinned out."""
    order = np.argsort(-score, kind="stable")
    given = np.flatnonzero(np.append(np.diff(score[order]), -1.0)) + 1
    hits = np.cumsum(hit[order])[given - 1]
    recall, precision = hits / max(of, 1), hits / given
    _, chosen = np.unique(np.floor(recall * STEPS), return_index=True)
    return {"recall": recall[chosen], "precision": precision[chosen]}


def _of_each(table: Callable[[Answers], pd.DataFrame], answers: Mapping[str, Answers]) -> pd.DataFrame:
    parts = [table(given) for given in answers.values()]
    return pd.concat(parts, keys=answers, names=["model", None]).reset_index(level="model")


def _digits(values: pd.Series) -> pd.Series:
    return values.map("{:.6f}".format)
