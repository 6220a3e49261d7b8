"""A task with an abstention gets a model that abstains below its threshold."""

from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.task import Abstention, Task
from retrain.model.classifier import Classifier
from retrain.model.model_folder import write_manifest
from retrain.model.predictions import NETWORK, predict_records
from retrain.pipeline.thresholds import choose_abstention_threshold
from retrain.pipeline.train import train_network
from retrain.workspace.csv_tables import TableColumns, read_table
from retrain.workspace.json_files import read_json, write_json

LABELS = ("invoice", "meter", "moving")
PROBABILITIES = np.array([[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.3, 0.4, 0.3], [0.6, 0.2, 0.2]])
TRUTH = np.array([0, 1, 2, 2])


@pytest.fixture
def abstaining(tiny_values):
    """A function: options of the abstention -> the tiny task with it."""
    return lambda **options: Task.model_validate({**tiny_values["task"], "abstention": options})


@pytest.fixture
def unsure(workplace):
    """A function: options of the abstention -> the tiny model, which abstains from half of the tiny task's rows."""
    loaded = Classifier.load(paths.RETRAINED)
    median = float(np.median(loaded.predict(TableColumns(read_table(paths.RAW_RECORDS))).probabilities.max(axis=1)))

    def of(**options):
        task = loaded.recipe.task.model_copy(update={"abstention": Abstention(**options)})
        return replace(loaded, threshold=median, recipe=loaded.recipe.model_copy(update={"task": task}))

    return of


@pytest.mark.parametrize("options", [{}, {"max_error": 0}, {"max_error": 1}, {"out_of_scope": "oos", "below": 0.5}])
def test_an_abstention_that_does_not_say_when_is_refused(options):
    with pytest.raises(ValidationError):
        Abstention(**options)


def test_a_task_without_abstention_has_no_threshold(tiny_values, capsys):
    assert choose_abstention_threshold(Task.model_validate(tiny_values["task"]), LABELS, PROBABILITIES, TRUTH) == 0.0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("options", "threshold", "message"),
    [
        (
            {"max_error": 0.4},
            0.6,
            "0.6 the network abstains: 25.0% of the validation rows; of its other predictions 33.3%",
        ),
        (
            {"max_error": 0.05},
            0.8,
            "0.8 the network abstains: 50.0% of the validation rows; of its other predictions 0.0%",
        ),
        ({"out_of_scope": "moving"}, 0.8, "0.8 the network abstains: 50.0%"),
        ({"out_of_scope": "moving", "max_error": 0.4}, 0.6, "0.6 the network abstains: 25.0%"),
    ],
)
def test_the_threshold_is_chosen_by_the_tasks_criterion_and_logged(abstaining, capsys, options, threshold, message):
    assert choose_abstention_threshold(abstaining(**options), LABELS, PROBABILITIES, TRUTH) == threshold
    printed = capsys.readouterr().out
    assert printed.startswith(f"below a confidence of {message}")
    assert printed.endswith(" are wrong\n")


def test_an_error_that_no_threshold_reaches_is_logged(abstaining, capsys):
    assert choose_abstention_threshold(abstaining(max_error=0.05), LABELS, PROBABILITIES, np.array([2, 2, 2, 0])) == 0.6
    assert capsys.readouterr().out.endswith("66.7% are wrong; no threshold brings that down to 5.0%\n")


def test_without_validation_rows_there_is_no_threshold(abstaining):
    assert (
        choose_abstention_threshold(abstaining(max_error=0.05), LABELS, np.zeros((0, 3)), np.zeros(0, np.int64)) == 0.0
    )


def test_the_label_for_what_is_out_of_scope_has_to_be_learnt(workplace, sections, tiny_values):
    before = (paths.RETRAINED / "manifest.json").read_bytes()
    task = {**tiny_values["task"], "abstention": {"out_of_scope": "oos"}}
    with pytest.raises(InputError, match=r"conf/task/letters.yaml: .*'oos', which no training row has.*invoice"):
        train_network(sections(stages.TrainSections, task=task))
    assert (paths.RETRAINED / "manifest.json").read_bytes() == before


def test_a_trained_model_keeps_its_threshold_and_its_golden_records(workplace, sections, tiny_values, monkeypatch):
    monkeypatch.setattr("retrain.pipeline.thresholds.choose_abstention_threshold", lambda *_arguments: 0.8)
    task = {**tiny_values["task"], "abstention": {"out_of_scope": "moving"}}
    train_network(sections(stages.TrainSections, task=task))
    classifier = Classifier.load(paths.RETRAINED)
    assert classifier.threshold == read_json(paths.RETRAINED / "calibration.json")["threshold"] == 0.8
    assert classifier.recipe.task.abstention == Abstention(out_of_scope="moving")


def test_a_model_folder_from_before_thresholds_always_answers(workplace):
    calibration = read_json(paths.RETRAINED / "calibration.json")
    write_json({"temperature": calibration["temperature"]}, paths.RETRAINED / "calibration.json")
    assert "abstention" not in read_json(paths.RETRAINED / "config.json")["task"]
    write_manifest(paths.RETRAINED, "letters")
    classifier = Classifier.load(paths.RETRAINED)
    assert classifier.threshold == 0
    assert not classifier.predict(TableColumns(read_table(paths.RAW_RECORDS))).abstained.any()


def test_an_unsure_network_predicts_the_label_for_what_is_out_of_scope(unsure):
    classifier, rows = unsure(out_of_scope="moving"), read_table(paths.RAW_RECORDS)
    predictions, always = (
        classifier.predict(TableColumns(rows)),
        replace(classifier, threshold=0.0).predict(TableColumns(rows)),
    )
    below = always.probabilities.max(axis=1) < classifier.threshold
    assert below.sum() == len(rows) / 2
    assert predictions.abstained.tolist() == below.tolist()
    assert set(predictions.prediction[below]) == {"moving"} < set(always.prediction[below])
    assert predictions.prediction[~below].tolist() == always.prediction[~below].tolist()
    assert predictions.network.tolist() == predictions.prediction.tolist()


def test_without_such_a_label_an_unsure_network_keeps_its_answer(unsure):
    classifier, rows = unsure(max_error=0.05), read_table(paths.RAW_RECORDS)
    predictions = classifier.predict(TableColumns(rows))
    assert predictions.abstained.any()
    assert (
        predictions.prediction.tolist()
        == replace(classifier, threshold=0.0).predict(TableColumns(rows)).prediction.tolist()
    )


def test_a_row_that_a_rule_decides_is_not_abstained_from(unsure):
    classifier, rows = replace(unsure(out_of_scope="moving"), threshold=1.1), read_table(paths.RAW_RECORDS).head(2)
    rows.loc[0, "text"] = "a bill, a payment, and a blackout"
    table = predict_records(rows, classifier)
    assert list(table["source"]) == ["cut-off", NETWORK]
    assert list(table["prediction"]) == ["meter", "moving"]
    assert list(table["network"]) == ["moving", "moving"]
    assert list(table["abstained"]) == ["false", "true"]
