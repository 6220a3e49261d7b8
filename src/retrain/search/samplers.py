"""Optuna's samplers and pruners by name; each is a pure function of the seed and of the trials before."""

from collections.abc import Callable, Mapping

import optuna
from optuna import pruners, samplers

from retrain.ml_configuration.search import Pruner, Sampler, Search

SAMPLERS: Mapping[Sampler, Callable[[Search], samplers.BaseSampler]] = {
    Sampler.CMAES: lambda search: samplers.CmaEsSampler(seed=search.seed, n_startup_trials=search.startup_trials),
    Sampler.GP: lambda search: samplers.GPSampler(
        seed=search.seed, n_startup_trials=search.startup_trials, deterministic_objective=True
    ),
    Sampler.NSGA2: lambda search: samplers.NSGAIISampler(seed=search.seed, population_size=search.startup_trials),
    Sampler.QMC: lambda search: samplers.QMCSampler(seed=search.seed, scramble=True),
    Sampler.RANDOM: lambda search: samplers.RandomSampler(seed=search.seed),
    Sampler.TPE: lambda search: samplers.TPESampler(seed=search.seed, n_startup_trials=search.startup_trials),
}
PRUNERS: Mapping[Pruner, Callable[[Search], pruners.BasePruner]] = {
    Pruner.HYPERBAND: lambda _: pruners.HyperbandPruner(),
    Pruner.MEDIAN: lambda search: pruners.MedianPruner(n_startup_trials=search.startup_trials),
    Pruner.NONE: lambda _: pruners.NopPruner(),
    Pruner.SUCCESSIVE_HALVING: lambda _: pruners.SuccessiveHalvingPruner(),
}


def fresh_study(search: Search, *, sampled: bool = True) -> optuna.Study:
    """A study in memory without trials but those that are enqueued; its name is fixed, since Hyperband hashes it.

    Args:
        search: its sampler and pruner.
        sampled: False for a study all of whose trials will be enqueued.
    """
    study = optuna.create_study(
        study_name="search",
        directions=["maximize"] * len(search.objectives),
        sampler=SAMPLERS[search.sampler if sampled else Sampler.RANDOM](search),
        pruner=PRUNERS[search.pruner](search),
    )
    for trial in search.enqueue if sampled else ():
        study.enqueue_trial(dict(trial))
    return study
