"""A binary task looks for one label, from a probability on that costs least on validation."""

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
from retrain.pipeline.metrics import detection
from retrain.pipeline.split import split_filtered
from retrain.pipeline.thresholds import choose_limit
from retrain.pipeline.train import train_network
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_document

LABELS = ("invoice", "other")
MERGED = {"kind": "map_labels", "column": "label", "mapping": {"meter": "other", "moving": "other"}}


@pytest.fixture
def billing(sections, tiny_values, workplace):
    """A function: cost of a missed row -> the tiny road has run with two labels, one of them looked for."""

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


def test_a_binary_model_is_measured_on_the_label_that_is_looked_for_and_keeps_its_limit(billing):
    model = billing(3)
    metrics = read_document(paths.METRICS)["validation"]["retrained"]
    assert {"precision", "recall", "average_precision", "macro_f1", "accuracy"} == set(metrics)
    assert metrics["recall"] > 0.9
    assert read_document(paths.RETRAINED / "calibration.json")["positive_from"] == model.positive_from


def test_a_dear_miss_lowers_the_limit_and_finds_more(tiny_values):
    draws = np.random.default_rng(1)
    invoice = draws.random(2000)
    probabilities, truth = np.stack([invoice, 1 - invoice], axis=1), (draws.random(2000) > invoice).astype(int)
    limits = []
    for missed in (0.1, 1, 10):
        severity = {"costs": {"invoice": {"other": missed}}}
        task = {**tiny_values["task"], "prediction": "binary", "positive": "invoice", "severity": severity}
        limits.append(choose_limit(Task.model_validate(task), LABELS, probabilities, truth))
    assert limits[0] > 0.8 > limits[1] > 0.2 > limits[2]


def test_the_answer_depends_on_the_limit_alone(billing):
    model = billing(3)
    answers = model.predict(read_table(paths.RAW_RECORDS))
    invoice = answers.probabilities[:, model.labels.index("invoice")]
    assert np.array_equal(answers.network == "invoice", invoice >= model.positive_from)


def test_other_labels_than_two_are_refused(sections, tiny_values, workplace):
    task = {**tiny_values["task"], "prediction": "binary", "positive": "invoice"}
    with pytest.raises(InputError, match="a binary task has two labels, one of them positive: 'invoice'"):
        train_network(sections(stages.TrainSections, task=task))


@pytest.mark.parametrize(
    ("change", "message"),
    [({"prediction": "binary"}, "name it in 'positive'"), ({"positive": "invoice"}, "write `prediction: binary`")],
)
def test_only_a_binary_task_looks_for_a_label(tiny_values, change, message):
    with pytest.raises(ValidationError, match=message):
        Task.model_validate({**tiny_values["task"], **change})


def test_a_task_of_many_labels_has_no_limit(tiny_values):
    assert choose_limit(Task.model_validate(tiny_values["task"]), LABELS, np.eye(2), np.array([0, 1])) == 0.5


def test_detection_is_measured_on_the_label_that_is_looked_for():
    truth, answers = np.array(["a", "a", "b", "b"], object), np.array(["a", "b", "a", "b"], object)
    found = detection(truth, answers, np.array([0.9, 0.4, 0.6, 0.1]), "a")
    assert found == {"precision": 0.5, "recall": 0.5, "average_precision": 0.833333}
    assert detection(truth, np.array(["b"] * 4, object), np.zeros(4), "a")["precision"] == 0
