"""Optuna's samplers and pruners by name.

What a sampler suggests depends only on its seed and on the trials that were asked for and told;
what a pruner decides depends only on the trials.
"""

from collections.abc import Callable, Mapping

import optuna
from optuna import pruners, samplers

from retrain.ml_configuration.search import Pruner, Sampler, Search

SAMPLERS: Mapping[Sampler, Callable[[Search], samplers.BaseSampler]] = {
    Sampler.CMAES: lambda search: samplers.CmaEsSampler(n_startup_trials=search.startup_trials, seed=search.seed),
    Sampler.GP: lambda search: samplers.GPSampler(
        seed=search.seed, n_startup_trials=search.startup_trials, deterministic_objective=True
    ),
    Sampler.NSGA2: lambda search: samplers.NSGAIISampler(population_size=search.startup_trials, seed=search.seed),
    Sampler.QMC: lambda search: samplers.QMCSampler(seed=search.seed, scramble=True),
    Sampler.RANDOM: lambda search: samplers.RandomSampler(seed=search.seed),
    Sampler.TPE: lambda search: samplers.TPESampler(n_startup_trials=search.startup_trials, seed=search.seed),
}
PRUNERS: Mapping[Pruner, Callable[[Search], pruners.BasePruner]] = {
    Pruner.HYPERBAND: lambda search: pruners.HyperbandPruner(min_resource=1, max_resource=search.epochs),
    Pruner.MEDIAN: lambda search: pruners.MedianPruner(n_startup_trials=search.startup_trials),
    Pruner.NONE: lambda _: pruners.NopPruner(),
    Pruner.SUCCESSIVE_HALVING: lambda _: pruners.SuccessiveHalvingPruner(min_resource=1),
}


def new_study(search: Search) -> optuna.Study:
    """An empty study in memory, for which Optuna logs only errors.

    Its name is fixed, because Hyperband hashes it.
    """
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna.create_study(
        study_name="search",
        directions=["maximize"] * len(search.objectives),
        sampler=SAMPLERS[search.sampler](search),
        pruner=PRUNERS[search.pruner](search),
    )
