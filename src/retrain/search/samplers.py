"""Optuna's samplers and pruners by name.

A sampler is a function of its seed and of what it was asked and told; a pruner, its resources
given, is one of the trials alone.
"""

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
    Pruner.HYPERBAND: lambda search: pruners.HyperbandPruner(min_resource=1, max_resource=search.epochs),
    Pruner.MEDIAN: lambda search: pruners.MedianPruner(n_startup_trials=search.startup_trials),
    Pruner.NONE: lambda _: pruners.NopPruner(),
    Pruner.SUCCESSIVE_HALVING: lambda _: pruners.SuccessiveHalvingPruner(min_resource=1),
}


def fresh_study(search: Search) -> optuna.Study:
    """A study in memory without trials; its name is fixed, since Hyperband hashes it. Optuna tells only of errors."""
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna.create_study(
        study_name="search",
        directions=["maximize"] * len(search.objectives),
        sampler=SAMPLERS[search.sampler](search),
        pruner=PRUNERS[search.pruner](search),
    )
