"""A binary task predicts its positive class from the probability that costs least on validation."""

import numpy as np
import pytest
from pydantic import ValidationError

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.task import Task
from retrain.model.classifier import Classifier
from retrain.pipeline.adapt import adapt_records
from retrain.pipeline.evaluate import evaluate
from retrain.pipeline.featurize import featurize
from retrain.pipeline.filter import filter_adapted
from retrain.pipeline.split import split_filtered
from retrain.pipeline.thresholds import choose_decision_threshold
from retrain.pipeline.train import train_network
from retrain.workspace.csv_tables import TableColumns, read_table
from retrain.workspace.json_files import read_json

LABELS = ("invoice", "other")
MERGED = {"kind": "map_labels", "column": "label", "mapping": {"meter": "other", "moving": "other"}}


@pytest.fixture
def billing(sections, tiny_values, workplace):
    """A function: cost of a missed row -> the tiny pipeline has run with two labels, one of them the positive class."""

    def run(missed: float) -> Classifier:
        severity = {"costs": {"invoice": {"other": missed}}}
        changed = {
            "task": {**tiny_values["task"], "prediction": "binary", "positive": "invoice", "severity": severity},
            "adapters": {"name": "merged", "steps": [*tiny_values["adapters"]["steps"], MERGED]},
        }
        for step, kind in (
            (adapt_records, stages.AdaptSections),
            (filter_adapted, stages.FilterSections),
            (split_filtered, stages.SplitSections),
            (featurize, stages.FeaturizeSections),
            (train_network, stages.TrainSections),
            (evaluate, stages.EvaluateSections),
        ):
            step(sections(kind, **{name: value for name, value in changed.items() if name in kind.model_fields}))
        return Classifier.load(paths.RETRAINED)

    return run


def test_a_binary_model_is_scored_on_its_positive_class_and_keeps_its_threshold(billing):
    model = billing(3)
    metrics = read_json(paths.METRICS)["validation"]["retrained"]
    assert {"precision", "recall", "average_precision", "macro_f1", "accuracy"} == set(metrics)
    assert metrics["recall"] > 0.9
    assert read_json(paths.RETRAINED / "calibration.json")["positive_from"] == model.positive_from


def test_a_costly_miss_lowers_the_threshold(tiny_values):
    draws = np.random.default_rng(1)
    invoice = draws.random(2000)
    probabilities, truth = np.stack([invoice, 1 - invoice], axis=1), (draws.random(2000) > invoice).astype(int)
    thresholds = []
    for missed in (0.1, 1, 10):
        severity = {"costs": {"invoice": {"other": missed}}}
        task = {**tiny_values["task"], "prediction": "binary", "positive": "invoice", "severity": severity}
        thresholds.append(choose_decision_threshold(Task.model_validate(task), LABELS, probabilities, truth))
    assert thresholds[0] > 0.8 > thresholds[1] > 0.2 > thresholds[2]


def test_the_prediction_depends_on_the_threshold_alone(billing):
    model = billing(3)
    predictions = model.predict(TableColumns(read_table(paths.RAW_RECORDS)))
    invoice = predictions.probabilities[:, model.labels.index("invoice")]
    assert np.array_equal(predictions.network == "invoice", invoice >= model.positive_from)


def test_other_labels_than_two_are_refused(sections, tiny_values, workplace):
    task = {**tiny_values["task"], "prediction": "binary", "positive": "invoice"}
    with pytest.raises(InputError, match="a binary task has two labels, one of them positive: 'invoice'"):
        train_network(sections(stages.TrainSections, task=task))


@pytest.mark.parametrize(
    ("change", "message"),
    [({"prediction": "binary"}, "set 'positive' to a label"), ({"positive": "invoice"}, "write `prediction: binary`")],
)
def test_only_a_binary_task_has_a_positive_class(tiny_values, change, message):
    with pytest.raises(ValidationError, match=message):
        Task.model_validate({**tiny_values["task"], **change})


def test_a_task_of_many_labels_keeps_the_default_threshold(tiny_values):
    assert (
        choose_decision_threshold(Task.model_validate(tiny_values["task"]), LABELS, np.eye(2), np.array([0, 1])) == 0.5
    )
