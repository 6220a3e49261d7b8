"""Measures the overhead of a search, and the speed-up by a second worker.

Run in a repository whose training pipeline has run: `python benchmarks/search.py`. Three figures:
the overhead of a trial, averaged over a search whose trials take no time, beside Optuna's own loop
over the same trials in memory; the time to rebuild a search of 1,000 finished trials; the
throughput of two local workers over that of one, interleaved.
"""

import tempfile
import time
from functools import partial
from pathlib import Path

import optuna
from measuring import AbsentError, Result, show

from retrain.configuration import load
from retrain.launcher import make_executor
from retrain.ml_configuration import paths
from retrain.ml_configuration.launcher import LocalLauncher
from retrain.ml_configuration.search import Overrides, Sampler, Search, SearchSections
from retrain.search import (
    ReportEpoch,
    TrialRecord,
    TrialResult,
    TrialState,
    evaluate_trial,
    replay_study,
    run_study,
    suggest,
)
from retrain.search.trial import run_trial, train_and_score
from retrain.search.trial_store import TrialStore

SPACE = {f"training.x{number}": {"type": "float", "low": 0.0, "high": 1.0} for number in range(5)}
EPOCHS, TRIALS, LONG, TRAINED, REPEATS = 5, 300, 1000, 8, 3


def main() -> list[Result]:
    """The overhead of a trial, the time to rebuild a search, and the throughput of two workers."""
    if not paths.FEATURES.is_dir():
        raise AbsentError(f"{paths.FEATURES} is absent; `dvc repro featurize` makes it")
    ours, peer = overhead()
    two_workers, one_worker = zip(*((seconds_of_trials(2), seconds_of_trials(1)) for _ in range(REPEATS)), strict=True)
    return [
        Result(
            f"the overhead of a trial, average of {TRIALS}",
            "s",
            [ours],
            [peer],
            "Optuna's loop in memory",
        ),
        Result(f"rebuilding {LONG} finished trials", "s", [seconds_to_rebuild()]),
        Result(
            f"{TRAINED} trials of the demo with two workers",
            "s",
            two_workers,
            one_worker,
            "one worker",
        ),
    ]


def toy(trials: int) -> Search:
    """A search over five numbers whose trials take no time."""
    options = {
        "name": "toy",
        "seed": 1,
        "trials": trials,
        "minutes": None,
        "sampler": "tpe",
        "pruner": "median",
    }
    return Search.model_validate(
        {
            **options,
            "startup_trials": 8,
            "epochs": EPOCHS,
            "window": 4,
            "objectives": ["macro_f1"],
            "space": SPACE,
            "enqueue": [],
        }
    )


def values(overrides: Overrides) -> list[float]:
    """The score after each epoch of a toy trial."""
    final = 1 - sum((float(value) - 0.3) ** 2 for value in overrides.values())
    return [final * (epoch + 1) / EPOCHS for epoch in range(EPOCHS)]


def evaluate(number: int, overrides: Overrides, report_epoch: ReportEpoch) -> TrialResult:
    """Reports the epochs of a toy trial until it is pruned."""
    reported = [value for epoch, value in enumerate(values(overrides)) if not report_epoch(epoch, value)]
    return TrialResult((reported[-1] if reported else 0.0,), str(number))


def overhead() -> tuple[float, float]:
    """Seconds a trial of a search that stores its trials on disk, and of Optuna's own loop."""
    search = toy(TRIALS)
    with (
        tempfile.TemporaryDirectory(dir=".work") as folder,
        make_executor(local_launcher(1)) as executor,
    ):
        store, start = TrialStore(Path(folder)), time.perf_counter()
        run_study(
            search,
            store,
            lambda n: executor.submit(evaluate_trial, search, store, n, evaluate),
            lambda: False,
        )
        ours = time.perf_counter() - start
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    start = time.perf_counter()
    study = optuna.create_study(
        direction="maximize",
        sampler=optuna.samplers.TPESampler(seed=1, n_startup_trials=8),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=8),
    )
    study.optimize(lambda trial: objective(trial, search), TRIALS)
    return ours / TRIALS, (time.perf_counter() - start) / TRIALS


def objective(trial: optuna.Trial, search: Search) -> float:
    """The same toy trial as Optuna's loop sees it."""
    scores = values(suggest(trial, search.space))
    for epoch, score in enumerate(scores):
        trial.report(score, epoch)
        if trial.should_prune():
            raise optuna.TrialPruned
    return scores[-1]


def seconds_to_rebuild() -> float:
    """The seconds to rebuild a search of many finished trials."""
    search = toy(LONG)
    with tempfile.TemporaryDirectory(dir=".work") as folder:
        store = TrialStore(Path(folder))

        def finished(number: int) -> TrialRecord:
            overrides = store.read_overrides(number) or {}
            scores = values(overrides)
            return TrialRecord(
                number=number,
                overrides=dict(overrides),
                state=TrialState.COMPLETE,
                values=(scores[-1],),
                reports=tuple(enumerate(scores)),
            )

        with make_executor(local_launcher(1)) as executor:
            run_study(
                search,
                store,
                lambda n: executor.submit(lambda: store.write_record(finished(n))),
                lambda: False,
            )
        start = time.perf_counter()
        replay_study(search, store)
        return time.perf_counter() - start


def local_launcher(workers: int) -> LocalLauncher:
    """A launcher with a number of workers on this machine."""
    return LocalLauncher(name="local", workers=workers, attempts=3)


def seconds_of_trials(workers: int) -> float:
    """The seconds of the trials on this repository's features, after the workers have started."""
    sections = load(SearchSections)
    search = sections.search.model_copy(update={"trials": TRAINED, "window": 4, "sampler": Sampler.RANDOM})
    sections = sections.model_copy(update={"search": search})
    with (
        tempfile.TemporaryDirectory(dir=".work") as folder,
        make_executor(local_launcher(workers)) as executor,
    ):
        store = TrialStore(Path(folder))
        warm_ups = [executor.submit(warm_up, sections, store, number) for number in range(workers)]
        for future in warm_ups:
            future.result()
        start = time.perf_counter()
        run_study(
            search,
            store,
            partial(executor.submit, run_trial, sections, store),
            lambda: False,
        )
        return time.perf_counter() - start


def warm_up(sections: SearchSections, store: TrialStore, number: int) -> None:
    """Lets a worker import the libraries and make the features."""
    train_and_score(sections, store, TRAINED + number, {}, lambda epoch, value: True)
    time.sleep(1)


if __name__ == "__main__":
    show(main())
