"""The ask-and-tell loop runs trials in a fixed order, replays stored ones and finds the best."""

from concurrent.futures import Future

import pytest
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from retrain.ml_configuration.errors import InputError
from retrain.search import (
    Study,
    TrialRecord,
    TrialState,
    best_record,
    replay_study,
    run_study,
    suggest,
    write_journal,
)
from retrain.search.study import ask_and_tell_order


@pytest.mark.parametrize(("window", "searched"), [(1, 2), (2, 2), (4, 2)])
def test_no_further_trial_starts_once_time_is_up(search, store, studied, window, searched):
    left = iter([False] * searched)
    study = studied(search(window=window), store, out_of_time=lambda: next(left, True))
    assert (len(study.trials), sorted(store.results)) == (searched, list(range(searched)))


def test_a_trial_that_finishes_without_a_result_is_an_error(search, store):
    nowhere = Future()
    nowhere.set_result(None)
    with pytest.raises(InputError, match="trial 0 finished without a result"):
        run_study(search(), store, lambda number: nowhere, lambda: False)


def test_each_told_trial_makes_room_for_the_next():
    steps = [f"{step.value} {number}" for step, number in ask_and_tell_order(2, 4)]
    assert steps == ["ask 0", "ask 1", "tell 0", "ask 2", "tell 1", "ask 3", "tell 2", "tell 3"]


def test_a_stored_trial_that_this_search_does_not_suggest_is_refused(search, store, finished):
    finished(search(trials=4), store)
    with pytest.raises(InputError, match="trial 0 is stored with"):
        run_study(search(trials=4, seed=2), store, None, lambda: False)


def record(number, value=None, failure=""):
    state = TrialState.FAIL if value is None else TrialState.COMPLETE
    values = () if value is None else (value,)
    return TrialRecord(number=number, overrides={}, state=state, values=values, failure=failure)


def test_the_first_of_equally_good_trials_is_the_best():
    assert best_record([record(0), record(1, 0.5), record(2, 0.7), record(3, 0.7)]).number == 2


def test_without_a_complete_trial_the_error_lists_the_failures():
    with pytest.raises(InputError, match="no trial of 2 is complete: no such width"):
        best_record([record(0, failure="no such width"), record(1, failure="no such width")])


def test_nothing_is_suggested_beyond_the_space(search):
    class Trial:
        def suggest_categorical(self, name, choices):
            return choices[0]

        def suggest_float(self, name, low, high, log):
            return low

    assert suggest(Trial(), search().space) == {"network.name": "linear", "training.learning_rate": 0.001}


def test_a_journal_holds_the_stored_trials_and_replaces_the_earlier_one(search, store, studied, tmp_path):
    studied(search(trials=5), store)
    for trials in (3, 5):
        study = replay_study(search(trials=trials), store)
        assert isinstance(study, Study)
        write_journal(study, tmp_path / "some/journal.log")
    (kept,) = JournalStorage(JournalFileBackend(str(tmp_path / "some/journal.log"))).get_all_studies()
    assert (kept.study_name, len(study.trials)) == ("search", 5)


def test_a_replay_ends_at_the_first_trial_without_a_record(search, store, studied):
    studied(search(trials=6), store)
    del store.results[3]
    assert len(replay_study(search(trials=6), store).trials) == 3
