"""A task that asks for it gets a model that abstains."""

from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.abstention import Abstention
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.task import Task
from retrain.model.classifier import NETWORK, Classifier, predict_records
from retrain.model.model_folder import write_manifest
from retrain.pipeline.thresholds import choose_threshold
from retrain.pipeline.train import train_network
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_document, write_document

LABELS = ("invoice", "meter", "moving")
PROBABILITIES = np.array([[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.3, 0.4, 0.3], [0.6, 0.2, 0.2]])
TRUTH = np.array([0, 1, 2, 2])


@pytest.fixture
def asked(tiny_values):
    """A function: options of the abstention -> the tiny task that asks for it."""
    return lambda **options: Task.model_validate({**tiny_values["task"], "abstention": options})


@pytest.fixture
def unsure(workplace):
    """A function: options of the abstention -> the tiny model, which abstains from half of the tiny task's rows."""
    loaded = Classifier.load(paths.RETRAINED)
    median = float(np.median(loaded.predict(read_table(paths.RAW_RECORDS)).probabilities.max(axis=1)))

    def of(**options):
        task = loaded.recipe.task.model_copy(update={"abstention": Abstention(**options)})
        return replace(loaded, threshold=median, recipe=loaded.recipe.model_copy(update={"task": task}))

    return of


@pytest.mark.parametrize("options", [{}, {"max_error": 0}, {"max_error": 1}, {"out_of_scope": "oos", "below": 0.5}])
def test_an_abstention_that_does_not_say_when_is_refused(options):
    with pytest.raises(ValidationError):
        Abstention(**options)


def test_a_task_that_asks_for_none_always_gets_an_answer(tiny_values, capsys):
    assert choose_threshold(Task.model_validate(tiny_values["task"]), LABELS, PROBABILITIES, TRUTH) == 0.0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("options", "threshold", "said"),
    [
        ({"max_error": 0.4}, 0.6, "0.6 the network abstains: 25.0% of the validation rows; of its other answers 33.3%"),
        ({"max_error": 0.05}, 0.8, "0.8 the network abstains: 50.0% of the validation rows; of its other answers 0.0%"),
        ({"out_of_scope": "moving"}, 0.8, "0.8 the network abstains: 50.0%"),
        ({"out_of_scope": "moving", "max_error": 0.4}, 0.6, "0.6 the network abstains: 25.0%"),
    ],
)
def test_the_threshold_is_chosen_as_the_task_asks_and_told(asked, capsys, options, threshold, said):
    assert choose_threshold(asked(**options), LABELS, PROBABILITIES, TRUTH) == threshold
    printed = capsys.readouterr().out
    assert printed.startswith(f"below a confidence of {said}")
    assert printed.endswith(" are wrong\n")


def test_an_error_that_no_threshold_reaches_is_told(asked, capsys):
    assert choose_threshold(asked(max_error=0.05), LABELS, PROBABILITIES, np.array([2, 2, 2, 0])) == 0.6
    assert capsys.readouterr().out.endswith("66.7% are wrong; no threshold brings that down to 5.0%\n")


def test_without_validation_rows_there_is_no_threshold(asked):
    assert choose_threshold(asked(max_error=0.05), LABELS, np.zeros((0, 3)), np.zeros(0, np.int64)) == 0.0


def test_the_label_for_what_is_out_of_scope_has_to_be_learnt(workplace, sections, tiny_values):
    before = (paths.RETRAINED / "manifest.json").read_bytes()
    task = {**tiny_values["task"], "abstention": {"out_of_scope": "oos"}}
    with pytest.raises(InputError, match=r"conf/task/letters.yaml: .*'oos', which no training row has.*invoice"):
        train_network(sections(stages.TrainSections, task=task))
    assert (paths.RETRAINED / "manifest.json").read_bytes() == before


def test_a_trained_model_keeps_its_threshold_and_its_golden_answers(workplace, sections, tiny_values, monkeypatch):
    monkeypatch.setattr("retrain.pipeline.train.choose_threshold", lambda *_arguments: 0.8)
    task = {**tiny_values["task"], "abstention": {"out_of_scope": "moving"}}
    train_network(sections(stages.TrainSections, task=task))
    classifier = Classifier.load(paths.RETRAINED)
    assert classifier.threshold == read_document(paths.RETRAINED / "calibration.json")["threshold"] == 0.8
    assert classifier.recipe.task.abstention == Abstention(out_of_scope="moving")


def test_a_model_folder_from_before_thresholds_always_answers(workplace):
    calibration = read_document(paths.RETRAINED / "calibration.json")
    write_document({"temperature": calibration["temperature"]}, paths.RETRAINED / "calibration.json")
    assert "abstention" not in read_document(paths.RETRAINED / "config.json")["task"]
    write_manifest(paths.RETRAINED, "letters")
    classifier = Classifier.load(paths.RETRAINED)
    assert classifier.threshold == 0
    assert not classifier.predict(read_table(paths.RAW_RECORDS)).abstained.any()


def test_an_unsure_network_answers_with_the_label_for_what_is_out_of_scope(unsure):
    classifier, rows = unsure(out_of_scope="moving"), read_table(paths.RAW_RECORDS)
    answers, always = classifier.predict(rows), replace(classifier, threshold=0.0).predict(rows)
    below = always.probabilities.max(axis=1) < classifier.threshold
    assert below.sum() == len(rows) / 2
    assert answers.abstained.tolist() == below.tolist()
    assert set(answers.prediction[below]) == {"moving"} < set(always.prediction[below])
    assert answers.prediction[~below].tolist() == always.prediction[~below].tolist()
    assert answers.network.tolist() == answers.prediction.tolist()


def test_without_such_a_label_an_unsure_network_keeps_its_answer(unsure):
    classifier, rows = unsure(max_error=0.05), read_table(paths.RAW_RECORDS)
    answers = classifier.predict(rows)
    assert answers.abstained.any()
    assert answers.prediction.tolist() == replace(classifier, threshold=0.0).predict(rows).prediction.tolist()


def test_a_row_that_a_rule_decides_is_not_abstained_from(unsure):
    classifier, rows = replace(unsure(out_of_scope="moving"), threshold=1.1), read_table(paths.RAW_RECORDS).head(2)
    rows.loc[0, "text"] = "a bill, a payment, and a blackout"
    table = predict_records(rows, classifier)
    assert list(table["source"]) == ["cut-off", NETWORK]
    assert list(table["prediction"]) == ["meter", "moving"]
    assert list(table["network"]) == ["moving", "moving"]
    assert list(table["abstained"]) == ["false", "true"]
