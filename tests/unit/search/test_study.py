from concurrent.futures import Future

import pytest
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from pydantic import ValidationError

from retrain.ml_configuration.errors import InputError
from retrain.search import (
    Evaluated,
    Record,
    State,
    Study,
    best_record,
    charts_page,
    replayed,
    run_study,
    suggest,
    write_journal,
)
from retrain.search.study import steps

NARROW = {"type": "float", "low": 1, "high": 0}


@pytest.mark.parametrize(("window", "asked"), [(1, 2), (2, 2), (4, 2)])
def test_no_further_trial_is_asked_for_when_the_time_is_over(search, ledger, studied, window, asked):
    left = iter([False] * asked)
    study = studied(search(window=window), ledger, out_of_time=lambda: next(left, True))
    assert (len(study.trials), sorted(ledger.results)) == (asked, list(range(asked)))


def test_a_trial_that_ends_without_a_result_is_told(search, ledger):
    nowhere = Future()
    nowhere.set_result(None)
    with pytest.raises(InputError, match="trial 0 has ended and left no result"):
        run_study(search(), ledger, lambda number: nowhere, lambda: False)


def test_steps_slide_over_the_trials():
    told = [f"{step.value} {number}" for step, number in steps(2, 4)]
    assert told == ["ask 0", "ask 1", "tell 0", "ask 2", "tell 1", "ask 3", "tell 2", "tell 3"]


def test_a_kept_trial_that_this_search_does_not_ask_for_is_refused(search, ledger, finished):
    finished(search(trials=4), ledger)
    with pytest.raises(InputError, match="trial 0 was kept as"):
        run_study(search(trials=4, seed=2), ledger, None, lambda: False)


def record(number, value=None, failure=""):
    state = State.FAIL if value is None else State.COMPLETE
    values = () if value is None else (value,)
    return Record(number=number, mutations={}, state=state, values=values, failure=failure)


def test_of_equally_good_trials_the_first_is_the_best():
    assert best_record([record(0), record(1, 0.5), record(2, 0.7), record(3, 0.7)]).number == 2


def test_without_a_complete_trial_the_failures_are_told():
    with pytest.raises(InputError, match="no trial of 2 is complete: no such width"):
        best_record([record(0, failure="no such width"), record(1, failure="no such width")])


def test_the_page_opens_offline_and_holds_every_picture(search, ledger, studied):
    page = charts_page(studied(search(), ledger), ["macro_f1"])
    assert page.count('id="chart-') == 5
    assert "cdn.plot.ly" not in page.replace("plotly.js", "")[:2000]
    few = charts_page(studied(search(trials=1), type(ledger)()), ["macro_f1"])
    assert "Fewer than two trials" in few


def test_the_page_of_several_objectives_shows_the_trials_that_none_beats(search, ledger, studied):
    asked = search(objectives=["macro_f1", "accuracy"], pruner="none", trials=3)
    study = studied(asked, ledger, lambda number, _, watch: Evaluated((number / 9, -number), "w"))
    page = charts_page(study, asked.objectives)
    assert "<h2>Unbeaten trials</h2>" in page
    assert "accuracy" in page


def test_nothing_is_suggested_beyond_the_space(search):
    class Trial:
        def suggest_categorical(self, name, choices):
            return choices[0]

        def suggest_float(self, name, low, high, log):
            return low

    assert suggest(Trial(), search().space) == {"network.name": "linear", "training.learning_rate": 0.001}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"space": {}}, "at least 1 item"),
        ({"space": {"training.seed": NARROW}}, "low 1.0 is above high 0.0"),
        ({"space": {"training.seed": {**NARROW, "low": 0, "log": True}}}, "starts above 0"),
        ({"space": {"task.name": NARROW}}, "String should match pattern"),
        ({"space": {"training.seed": {"type": "flot"}}}, "float"),
        (
            {"space": {"training.seed": {**NARROW, "high": 2, "when": {"network.name": ["wide"]}}}},
            "not stand before it",
        ),
        ({"enqueue": [{"training.seed": 1}]}, "'training.seed' is not in the space"),
        ({"objectives": ["macro_f1", "accuracy"]}, "take pruner: none"),
        ({"objectives": ["macro_f1", "macro_f1"], "pruner": "none"}, "one stands twice"),
        ({"sampler": "auto"}, "tpe"),
    ],
)
def test_a_search_that_cannot_be_run_is_refused(search, changes, message):
    with pytest.raises(ValidationError, match=message):
        search(**{"enqueue": [], **changes})


def test_a_journal_holds_the_trials_that_were_kept_and_replaces_the_former_one(search, ledger, studied, tmp_path):
    studied(search(trials=5), ledger)
    for trials in (3, 5):
        study = replayed(search(trials=trials), ledger)
        assert isinstance(study, Study)
        write_journal(study, tmp_path / "some/journal.log")
    (kept,) = JournalStorage(JournalFileBackend(str(tmp_path / "some/journal.log"))).get_all_studies()
    assert (kept.study_name, len(study.trials)) == ("search", 5)


def test_a_replay_ends_at_the_first_trial_without_a_record(search, ledger, studied):
    studied(search(trials=6), ledger)
    del ledger.results[3]
    assert len(replayed(search(trials=6), ledger).trials) == 3
