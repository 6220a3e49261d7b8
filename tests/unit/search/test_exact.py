"""A search that was killed at any steps ends exactly as one that was not."""

import pytest

from retrain.ml_configuration.search import Pruner, Sampler
from retrain.search import Evaluated

CHANCE = 0.03
KINDS = [(one, other, 1 + 2 * ((i + j) % 2)) for i, one in enumerate(Sampler) for j, other in enumerate(Pruner)]


@pytest.mark.parametrize(("sampler", "pruner", "window"), KINDS)
def test_a_killed_search_equals_an_undisturbed_one(search, ledger, finished, sampler, pruner, window):
    asked = search(sampler=sampler, pruner=pruner, window=window, trials=10 if sampler is Sampler.GP else 24)
    undisturbed = finished(asked, type(ledger)())
    assert finished(asked, ledger, CHANCE, seed=hash_of(sampler, pruner)) == undisturbed
    assert ledger.kills > 0
    assert sorted(ledger.results) == list(range(asked.trials))


@pytest.mark.parametrize("pruner", Pruner)
def test_the_study_depends_on_the_window_and_not_on_the_order_in_which_trials_end(search, ledger, finished, pruner):
    asked = search(pruner=pruner, window=4)
    ends = [finished(asked, type(ledger)(), seed=seed) for seed in range(3)]
    assert ends[0] == ends[1] == ends[2]
    assert ends[0] != finished(search(pruner=pruner, window=1), ledger)


def hash_of(*names):
    return sum(map(ord, "".join(names)))


def test_every_end_of_a_trial_occurs(search, ledger, finished):
    states = [state for _, state, *_ in finished(search(pruner="hyperband"), ledger)]
    assert {"COMPLETE", "FAIL", "PRUNED"} == set(states)
    assert states[3] == "FAIL"


def test_more_trials_extend_a_search(search, ledger, finished):
    finished(search(trials=10), ledger)
    before = dict(ledger.results)
    extended = finished(search(trials=24), ledger)
    assert {number: ledger.results[number] for number in before} == before
    assert extended == finished(search(trials=24), type(ledger)())


def test_a_trial_that_is_enqueued_comes_first_and_its_gaps_are_sampled(search, ledger, finished):
    number, _, parameters, *_ = finished(search(), ledger)[0]
    assert (number, parameters["network.name"], parameters["network.hidden"]) == (0, "wide", 8)
    assert 0.001 <= parameters["training.learning_rate"] <= 0.1


def test_a_parameter_is_tried_only_where_its_condition_holds(search, ledger, finished):
    for _, _, parameters, *_ in finished(search(sampler="random"), ledger):
        assert ("network.hidden" in parameters) == (parameters["network.name"] == "wide")


def test_several_objectives_are_told_together(search, ledger, studied):
    asked = search(objectives=["macro_f1", "accuracy"], pruner="none")
    study = studied(asked, ledger, lambda number, _, watch: Evaluated((number / 9, -number), "w"))
    assert len(study.best_trials) == asked.trials
