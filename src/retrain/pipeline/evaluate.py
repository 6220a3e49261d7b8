"""Both models on the validation rows, beside the oracle's labels where the source has an oracle."""

import numpy as np
import pandas as pd

from retrain.metrics import Labels, classification_scores, positive_class_scores
from retrain.ml_configuration import Role, Split, Task, paths
from retrain.ml_configuration.stages import EvaluateSections
from retrain.model.classifier import Classifier
from retrain.model.predictions import Predictions
from retrain.model.production_model import comparable, load_production
from retrain.pipeline import validation_tables as tables
from retrain.workspace.csv_tables import TableColumns, raw_rows, read_table, write_table
from retrain.workspace.json_files import write_json


def evaluate(sections: EvaluateSections) -> None:
    """Writes `reports/metrics.json` and the tables that `dvc plots` draws."""
    task = sections.task
    rows = read_table(paths.split_file(Split.VALIDATION))
    truth = rows[task.label].to_numpy(dtype=object)
    raw = raw_rows(rows, task)
    models = {"legacy": comparable(load_production(), task), "retrained": Classifier.load(paths.RETRAINED)}
    predictions = {role: model.predict(TableColumns(raw)) for role, model in models.items() if model is not None}
    oracle = _oracle_labels(rows, truth, task)
    metrics: dict[str, object] = {"rows": len(rows)}
    for role, by_model in predictions.items():
        metrics[role] = _scores(truth, by_model, task)
    metrics["taggers"] = {role: _tagger_gain(truth, by_model) for role, by_model in predictions.items()}
    for role, labels in oracle.items():
        metrics[role] = classification_scores(truth, labels)
    write_json({"validation": metrics}, paths.METRICS)
    write_table(tables.f1_table(truth, predictions), paths.VALIDATION_LABELS)
    write_table(tables.confusion_table(truth, predictions), paths.VALIDATION_CONFUSION)
    write_table(tables.reliability_table(truth, predictions), paths.VALIDATION_CONFIDENCE)
    write_table(tables.precision_recall_table(truth, predictions, task), paths.VALIDATION_PRECISION)
    predicted = {role: by_model.prediction for role, by_model in predictions.items()} | oracle
    write_table(tables.month_table(rows, truth, predicted, task), paths.VALIDATION_MONTHS)


def _scores(truth: Labels, predictions: Predictions, task: Task) -> dict[str, float]:
    """Macro F1 and accuracy; for a binary task also the scores of its positive class."""
    scores = classification_scores(truth, predictions.prediction)
    if task.positive is None or task.positive not in predictions.labels:
        return scores
    probability = predictions.probability_of(np.full(len(truth), task.positive, dtype=object))
    return scores | positive_class_scores(truth, predictions.prediction, probability, task.positive)


def _tagger_gain(truth: Labels, predictions: Predictions) -> float:
    """Macro F1 with the taggers less macro F1 without them."""
    with_taggers = classification_scores(truth, predictions.prediction)["macro_f1"]
    return round(with_taggers - classification_scores(truth, predictions.network)["macro_f1"], 6)


def _oracle_labels(rows: pd.DataFrame, truth: Labels, task: Task) -> dict[str, Labels]:
    """The oracle's label of each row as `bayes`; empty without an oracle of the task's labels."""
    oracle = read_table(paths.ORACLE)
    if oracle.empty:
        return {}
    labels = rows[task.column_name(Role.ID) or "id"].map(oracle.set_index("id")["label"])
    return {"bayes": labels.to_numpy(dtype=object)} if set(labels) & set(truth) else {}
