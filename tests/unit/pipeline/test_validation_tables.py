"""What `dvc plots` draws of both models on the validation rows."""

import numpy as np
import pytest

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.task import Task
from retrain.model.predictions import Predictions
from retrain.pipeline.evaluate import evaluate
from retrain.pipeline.validation_tables import precision_recall_table
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_json


def test_the_tables_that_dvc_draws_hold_counts_of_both_models(workplace, sections):
    evaluate(sections(stages.EvaluateSections))
    metrics = read_json(paths.METRICS)["validation"]
    for model in ("legacy", "retrained"):
        counts, bins, curve = (
            table[table["model"] == model].drop(columns="model")
            for table in map(
                read_table, (paths.VALIDATION_CONFUSION, paths.VALIDATION_CONFIDENCE, paths.VALIDATION_PRECISION)
            )
        )
        right = counts.loc[counts["truth"] == counts["answer"], "rows"].astype(int).sum()
        assert counts["rows"].astype(int).sum() == bins["rows"].astype(int).sum() == metrics["rows"]
        assert right / metrics["rows"] == pytest.approx(metrics[model]["accuracy"], abs=1e-6)
        assert (bins["right"].astype(float) * bins["rows"].astype(int)).sum() == pytest.approx(right, abs=1e-3)
        assert list(curve.astype(float).iloc[-1]) == pytest.approx([metrics[model]["accuracy"]] * 2, abs=1e-6)


def test_precision_and_recall_of_a_binary_task_are_those_of_its_positive_class(tiny_values):
    truth = np.array(["yes", "no", "yes", "no"], dtype=object)
    probability = np.array([0.9, 0.8, 0.7, 0.7])
    predictions = Predictions(
        labels=("no", "yes"),
        ids=truth,
        network=truth,
        prediction=truth,
        probabilities=np.stack([1 - probability, probability], axis=1),
        source=truth,
        abstained=np.zeros(4, dtype=bool),
    )
    task = Task.model_validate({**tiny_values["task"], "prediction": "binary", "positive": "yes"})
    curve = precision_recall_table(truth, {"retrained": predictions}, task)
    assert curve[["recall", "precision"]].astype(float).to_numpy().tolist() == [[0.5, 1.0], [1.0, 0.5]]
