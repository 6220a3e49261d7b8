"""A search that was killed at any ask_and_tell_order ends exactly as one that was not."""

import pytest

from retrain.ml_configuration.search import Pruner, Sampler
from retrain.search import TrialResult

CHANCE = 0.03
KINDS = [(one, other, 1 + 2 * ((i + j) % 2)) for i, one in enumerate(Sampler) for j, other in enumerate(Pruner)]


@pytest.mark.parametrize(("sampler", "pruner", "window"), KINDS)
def test_a_killed_search_equals_an_uninterrupted_one(search, store, finished, sampler, pruner, window):
    searched = search(sampler=sampler, pruner=pruner, window=window, trials=10 if sampler is Sampler.GP else 24)
    uninterrupted = finished(searched, type(store)())
    assert finished(searched, store, CHANCE, seed=seed_of(sampler, pruner)) == uninterrupted
    assert store.kills > 0
    assert sorted(store.results) == list(range(searched.trials))


@pytest.mark.parametrize("pruner", Pruner)
def test_the_study_depends_on_the_window_and_not_on_the_order_in_which_trials_end(search, store, finished, pruner):
    searched = search(pruner=pruner, window=4)
    ends = [finished(searched, type(store)(), seed=seed) for seed in range(3)]
    assert ends[0] == ends[1] == ends[2]
    assert ends[0] != finished(search(pruner=pruner, window=1), store)


def seed_of(*names):
    return sum(map(ord, "".join(names)))


def test_the_toy_search_has_complete_failed_and_pruned_trials(search, store, finished):
    states = [state for _, state, *_ in finished(search(pruner="hyperband"), store)]
    assert {"COMPLETE", "FAIL", "PRUNED"} == set(states)
    assert states[3] == "FAIL"


def test_more_trials_extend_a_search(search, store, finished):
    finished(search(trials=10), store)
    before = dict(store.results)
    extended = finished(search(trials=24), store)
    assert {number: store.results[number] for number in before} == before
    assert extended == finished(search(trials=24), type(store)())


def test_a_trial_that_is_enqueued_comes_first_and_its_gaps_are_sampled(search, store, finished):
    number, _, parameters, *_ = finished(search(), store)[0]
    assert (number, parameters["network.name"], parameters["network.hidden"]) == (0, "wide", 8)
    assert 0.001 <= parameters["training.learning_rate"] <= 0.1


def test_a_parameter_is_suggested_only_where_its_condition_holds(search, store, finished):
    for _, _, parameters, *_ in finished(search(sampler="random"), store):
        assert ("network.hidden" in parameters) == (parameters["network.name"] == "wide")


def test_all_trials_are_told_with_several_objectives(search, store, studied):
    searched = search(objectives=["macro_f1", "accuracy"], pruner="none")
    study = studied(searched, store, lambda number, _, report_epoch: TrialResult((number / 9, -number), "w"))
    assert len(study.best_trials) == searched.trials
