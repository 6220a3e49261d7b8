"""Both models on the validation rows, beside the best that anyone could do."""

import numpy as np
import pandas as pd

from retrain.ml_configuration import Role, Split, Task, paths
from retrain.ml_configuration.stages import EvaluateSections
from retrain.model.classifier import Classifier
from retrain.model.predictions import Answers
from retrain.model.production_model import comparable, load_production
from retrain.pipeline.metrics import Labels, detection, scores
from retrain.pipeline.validation_tables import by_label, by_month, confidence, confusion, precision_over_recall
from retrain.workspace.csv_tables import raw_rows, read_table, write_table
from retrain.workspace.json_files import write_document


def evaluate(sections: EvaluateSections) -> None:
    """Writes `reports/metrics.json` and the tables that `dvc plots` draws."""
    task = sections.task
    rows = read_table(paths.split_file(Split.VALIDATION))
    truth = rows[task.label].to_numpy(dtype=object)
    raw = raw_rows(rows, task)
    models = {"legacy": comparable(load_production(), task), "retrained": Classifier.load(paths.RETRAINED)}
    answers = {role: model.predict(raw) for role, model in models.items() if model is not None}
    metrics: dict[str, object] = {role: _scores(truth, given, task) for role, given in answers.items()}
    metrics["taggers"] = {role: _tagger_gain(truth, given) for role, given in answers.items()}
    best = _best(rows, truth, task)
    metrics |= {role: scores(truth, given) for role, given in best.items()}
    write_document({"validation": {"rows": len(rows), **metrics}}, paths.METRICS)
    write_table(by_label(truth, answers), paths.VALIDATION_LABELS)
    write_table(confusion(truth, answers), paths.VALIDATION_CONFUSION)
    write_table(confidence(truth, answers), paths.VALIDATION_CONFIDENCE)
    write_table(precision_over_recall(truth, answers, task), paths.VALIDATION_PRECISION)
    given = {role: one.prediction for role, one in answers.items()} | best
    write_table(by_month(rows, truth, given, task), paths.VALIDATION_MONTHS)


def _scores(truth: Labels, answers: Answers, task: Task) -> dict[str, float]:
    """Macro F1 and accuracy; of a binary task also what becomes of the label that is looked for."""
    found = scores(truth, answers.prediction)
    if task.positive is None or task.positive not in answers.labels:
        return found
    looked_for = np.full(len(truth), task.positive, dtype=object)
    return found | detection(truth, answers.prediction, answers.probability_of(looked_for), task.positive)


def _tagger_gain(truth: Labels, answers: Answers) -> float:
    """Macro F1 with the taggers less macro F1 without them."""
    gain = scores(truth, answers.prediction)["macro_f1"] - scores(truth, answers.network)["macro_f1"]
    return round(gain, 6)


def _best(rows: pd.DataFrame, truth: Labels, task: Task) -> dict[str, Labels]:
    """`bayes`, the oracle's answers, where the source has an oracle that knows the task's labels."""
    oracle = read_table(paths.ORACLE)
    if oracle.empty:
        return {}
    best = rows[task.column_name(Role.ID) or "id"].map(oracle.set_index("id")["label"])
    return {"bayes": best.to_numpy(dtype=object)} if set(best) & set(truth) else {}
