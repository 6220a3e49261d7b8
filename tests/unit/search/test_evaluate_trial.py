"""Evaluating a trial stores how it ended: complete, pruned or failed."""

import pytest

from retrain.ml_configuration.errors import InputError
from retrain.search import TrialResult, TrialState, evaluate_trial


def test_a_complete_trial_is_stored_with_its_reports_and_values(search, store):
    def evaluate(number, overrides, report_epoch):
        assert not report_epoch(0, 0.25)
        return TrialResult((overrides["network.hidden"] / 16,), "digest")

    store.write_overrides(0, {"network.hidden": 8})
    evaluate_trial(search(), store, 0, evaluate)
    record = store.read_record(0)
    assert (record.state, record.values, record.reports) == (TrialState.COMPLETE, (0.5,), ((0, 0.25),))
    assert (record.overrides, record.weights) == ({"network.hidden": 8}, "digest")


def test_an_input_error_is_stored_as_a_failed_trial(search, store):
    def evaluate(number, overrides, report_epoch):
        raise InputError("no such width")

    evaluate_trial(search(), store, 0, evaluate)
    assert (store.read_record(0).state, store.read_record(0).failure) == (TrialState.FAIL, "no such width")


@pytest.mark.parametrize(("window", "state"), [(1, TrialState.PRUNED), (9, TrialState.COMPLETE)])
def test_the_pruner_knows_only_trials_told_before_this_one_was_asked_for(search, store, window, state):
    def evaluate(number, overrides, report_epoch):
        pruned = report_epoch(0, -number)
        return TrialResult((0.0,), "") if pruned else TrialResult((float(-number),), "digest")

    searched = search(window=window, startup_trials=1, pruner="median")
    for number in range(9):
        evaluate_trial(searched, store, number, evaluate)
    assert store.read_record(8).state is state
