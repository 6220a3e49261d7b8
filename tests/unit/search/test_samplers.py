"""Every sampler suggests the same trials for the same seed."""

import pytest

from retrain.ml_configuration.search import Pruner, Sampler
from retrain.search import suggest
from retrain.search.samplers import PRUNERS, SAMPLERS, new_study


def test_every_name_has_its_sampler_or_pruner():
    assert (set(SAMPLERS), set(PRUNERS)) == (set(Sampler), set(Pruner))


@pytest.mark.parametrize("sampler", Sampler)
def test_equal_seeds_suggest_equal_trials(search, sampler):
    suggested = []
    for seed in (1, 1, 2):
        searched = search(sampler=sampler, seed=seed)
        suggested.append(suggest(new_study(searched).ask(), searched.space))
    assert suggested[0] == suggested[1] != suggested[2]
