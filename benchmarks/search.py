"""What the machinery of a search costs, and what a second worker brings.

Run in a repository whose road has run: `python benchmarks/search.py`. Three figures: the work around a trial that takes
no time itself, averaged over a search, beside Optuna's own loop over the same trials in memory; the time in which a
search of 1,000 finished trials is rebuilt; the throughput of two local workers over that of one, interleaved.
"""

import tempfile
import time
from functools import partial
from pathlib import Path

import optuna
from measuring import AbsentError, Result, show

from retrain.configuration import load
from retrain.launcher import launched
from retrain.ml_configuration import paths
from retrain.ml_configuration.launcher import LocalLauncher
from retrain.ml_configuration.search import Mutations, Sampler, Search, SearchSections
from retrain.search import Evaluated, Record, State, Watch, evaluate_trial, replayed, run_study, suggest
from retrain.search.trial import Trials
from retrain.search.trial_store import LedgerFolder

SPACE = {f"training.x{number}": {"type": "float", "low": 0.0, "high": 1.0} for number in range(5)}
EPOCHS, TRIALS, LONG, TRAINED, REPEATS = 5, 300, 1000, 8, 3


def main() -> list[Result]:
    """The three figures."""
    if not paths.FEATURES.is_dir():
        raise AbsentError(f"{paths.FEATURES} is absent; `dvc repro featurize` makes it")
    ours, theirs = machinery()
    two, one = zip(*((training(2), training(1)) for _ in range(REPEATS)), strict=True)
    return [
        Result(f"the work around a trial, average of {TRIALS}", "s", [ours], [theirs], "Optuna's loop in memory"),
        Result(f"rebuilding {LONG} finished trials", "s", [rebuilding()]),
        Result(f"{TRAINED} trials of the demo with two workers", "s", two, one, "one worker"),
    ]


def toy(trials: int) -> Search:
    """A search over five numbers whose trials take no time."""
    given = {"name": "toy", "seed": 1, "trials": trials, "minutes": None, "sampler": "tpe", "pruner": "median"}
    return Search.model_validate(
        {
            **given,
            "startup_trials": 8,
            "epochs": EPOCHS,
            "window": 4,
            "objectives": ["macro_f1"],
            "space": SPACE,
            "enqueue": [],
        }
    )


def values(mutations: Mutations) -> list[float]:
    """The score after each epoch of a toy trial."""
    final = 1 - sum((float(value) - 0.3) ** 2 for value in mutations.values())
    return [final * (epoch + 1) / EPOCHS for epoch in range(EPOCHS)]


def evaluate(number: int, mutations: Mutations, watch: Watch) -> Evaluated:
    """Reports the epochs of a toy trial until it is given up."""
    told = [value for epoch, value in enumerate(values(mutations)) if not watch(epoch, value)]
    return Evaluated((told[-1] if told else 0.0,), str(number))


def machinery() -> tuple[float, float]:
    """The seconds a trial of a search with its ledger on this disk, and of Optuna's own loop."""
    search = toy(TRIALS)
    with tempfile.TemporaryDirectory(dir=".work") as folder, launched(local(1)) as here:
        ledger, start = LedgerFolder(Path(folder)), time.perf_counter()
        run_study(search, ledger, lambda n: here.submit(evaluate_trial, search, ledger, n, evaluate), lambda: False)
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


def rebuilding() -> float:
    """The seconds in which a search of many finished trials is rebuilt."""
    search = toy(LONG)
    with tempfile.TemporaryDirectory(dir=".work") as folder:
        ledger = LedgerFolder(Path(folder))

        def keep(number: int) -> Record:
            mutations = ledger.mutations(number) or {}
            scores = values(mutations)
            return Record(
                number=number,
                mutations=dict(mutations),
                state=State.COMPLETE,
                values=(scores[-1],),
                reports=tuple(enumerate(scores)),
            )

        with launched(local(1)) as here:
            run_study(search, ledger, lambda n: here.submit(lambda: ledger.keep_record(keep(n))), lambda: False)
        start = time.perf_counter()
        replayed(search, ledger)
        return time.perf_counter() - start


def local(workers: int) -> LocalLauncher:
    """So many workers on this machine."""
    return LocalLauncher(name="local", workers=workers, attempts=3)


def training(workers: int) -> float:
    """The seconds of some trials on this repository's features, once the workers have started."""
    sections = load(SearchSections)
    search = sections.search.model_copy(update={"trials": TRAINED, "window": 4, "sampler": Sampler.RANDOM})
    sections = sections.model_copy(update={"search": search})
    with tempfile.TemporaryDirectory(dir=".work") as folder, launched(local(workers)) as there:
        ledger = LedgerFolder(Path(folder))
        trials = Trials(sections, ledger)
        for ready in [there.submit(warmed, trials, number) for number in range(workers)]:
            ready.result()
        start = time.perf_counter()
        run_study(search, ledger, partial(there.submit, trials.work), lambda: False)
        return time.perf_counter() - start


def warmed(trials: Trials, number: int) -> None:
    """Leaves a worker that has imported everything, and the features made."""
    trials.evaluate(TRAINED + number, {}, lambda epoch, value: True)
    time.sleep(1)


if __name__ == "__main__":
    show(main())
